"""deskq as run.py starts it, with the longest time in which its loop stood still at /heartbeat."""

# ruff: noqa: E402 - gevent must patch before anything else is imported
from gevent import monkey

monkey.patch_all()

from time import perf_counter

import gevent
from flask import Response, jsonify

from deskq.jobs import runner
from deskq.live.transport import server
from deskq.web import images
from run import app

BEAT = 0.002  # seconds
longest = 0.0


@app.get("/heartbeat")
def heartbeat() -> Response:
    """The longest stall in seconds since the last question; the process that decodes."""
    global longest
    said, longest = longest, 0.0
    return jsonify(longest=said, decoder=images._decoder.pid)


def beat() -> None:
    global longest
    while True:
        before = perf_counter()
        gevent.sleep(BEAT)
        longest = max(longest, perf_counter() - before - BEAT)


if __name__ == "__main__":
    runner.start(app)
    gevent.spawn(beat)
    server.serve(app, app.config["HOST"], app.config["PORT"])
