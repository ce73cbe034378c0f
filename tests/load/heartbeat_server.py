"""deskq as run.py starts it, with the longest time in which its loop stood still at /heartbeat.

Only processor time of the server itself counts: while other programs have the processor, every loop stands still.
"""

# ruff: noqa: E402 - gevent must patch before anything else is imported
from gevent import monkey

monkey.patch_all()

from time import perf_counter, process_time

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
        before, worked = perf_counter(), process_time()
        gevent.sleep(BEAT)
        longest = max(longest, min(perf_counter() - before - BEAT, process_time() - worked))


if __name__ == "__main__":
    runner.start(app)
    gevent.spawn(beat)
    server.serve(app, app.config["HOST"], app.config["PORT"])
