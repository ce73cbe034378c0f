"""The real server, but the first cue of a call does not reach one of its screens: the peak has to fail with it.

Started by ``python -m tests.load.forgetful_server``.
"""

from itertools import count
from typing import Any

from run import app, runner, schema, server  # first: it makes sockets, locks and threads cooperative

# isort: split
from deskq.live.transport import shared_frames

emit, calls = shared_frames.emit, count()


def emit_but_once(screens: Any, event: str, data: object, room: str) -> None:
    sids = [sid for sid, _ in screens.manager.get_participants(shared_frames.NAMESPACE, room)]
    if event != "call" or len(sids) < 2 or next(calls):
        emit(screens, event, data, room)
    else:
        for sid in sids[1:]:
            screens.emit(event, data, to=sid)


if __name__ == "__main__":
    shared_frames.emit = emit_but_once
    schema.prepare(app)
    runner.start(app)
    server.serve(app, app.config["HOST"], app.config["PORT"])
