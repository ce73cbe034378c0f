"""A small server with sockets only, run in its own process to test server.py and websocket_transport.py.

``python -m tests.live.transport.socket_server 8000`` serves on that port. It implements as much of docs/events.md
as the benchmark needs. Unlike deskq it lets clients poll.
"""
# ruff: noqa: E402 - gevent must patch before anything else is imported

from gevent import monkey

monkey.patch_all()

import gc
import os
import sys
import warnings

import gevent
from flask import Flask, Response, request
from flask_socketio import SocketIO, emit, join_room
from gevent import pywsgi
from gevent.event import Event

from deskq.core.errors import DomainError
from deskq.live.transport import body_pace, opening, server, shared_frames, websocket_transport

PING = int(os.environ.get("TINY_PING", "1"))
FILLING = "نوبت" * int(os.environ.get("TINY_WORDS", "400"))

app = Flask(__name__)
socketio = SocketIO(app, async_mode="gevent", ping_interval=PING, ping_timeout=PING)
websocket_transport.harden_websockets()
app.wsgi_app = body_pace.PacedBodies(opening.PlainOpening(app.wsgi_app))  # type: ignore[method-assign]
app.register_error_handler(DomainError, lambda refusal: (refusal.slug, refusal.status))
office = {"version": 0, "most": 0}


@socketio.on("connect")
def greet() -> None:
    join_room("hall")


@socketio.on("watch")
def watch(wanted: dict[str, str]) -> dict[str, object]:
    join_room("lobby")
    websocket_transport.watches(request.environ)
    emit("state", state())
    return {"ok": True, "version": office["version"]}


@app.get("/flood")
def flood() -> dict[str, int]:
    """Send every socket many big frames at once, and do not disconnect slow clients; how many were queued for them."""
    size = int(request.args["size"])
    for number in range(int(request.args["frames"])):
        send("frame", f"{number:04d}" + chr(ord("a") + number % 26) * size, "hall", number)
    return {"queued": sum(client.queue.qsize() for client in socketio.server.eio.sockets.values())}


@app.get("/calls")
def calls() -> str:
    """Many calls: each a state for the room of the lobby and a cue for the hall, in which every client is."""
    for number in range(int(request.args["calls"])):
        send("state", {"version": number, "html": FILLING * 5}, "lobby", number)
        send("call", {"call": number}, "hall", number)
    return ""


def send(event: str, data: object, room: str, number: int) -> None:
    """By the library, by shared frames, or by each in turn (``how`` of the request)."""
    how = request.args.get("how", "library")
    if how == "shared" or (how == "both" and number % 3):
        shared_frames.emit(socketio.server, event, data, room)
    else:
        socketio.emit(event, data, to=room)


@app.get("/broadcast")
def broadcast() -> dict[str, int]:
    """One big frame to every socket, then disconnect slow clients."""
    send("frame", "x" * int(request.args["size"]), "hall", 1)
    office["most"] = max(
        office["most"], max(map(websocket_transport._backlog, socketio.server.eio.sockets.values()), default=0)
    )
    return {
        "cut": websocket_transport.disconnect_slow(socketio.server),
        "most": office["most"],
        "clients": clients()["clients"],
    }


@app.get("/clients")
def clients() -> dict[str, int]:
    sockets = socketio.server.eio.sockets.values()
    wires = [client.wire for client in sockets if client.wire is not None]
    return {
        "clients": len(sockets),
        "sending": sum(wire.sending for wire in wires),
        "upgrading": sum(client.upgrading for client in sockets),
        "upgraded": sum(client.upgraded for client in sockets),
        "descriptors": len(os.listdir("/proc/self/fd")),
        "bodies": len(bodies),
    }


@app.get("/healthz")
def healthz() -> str:
    return "up"


@app.get("/greenlets")
def greenlets() -> dict[str, int]:
    return {"alive": sum(isinstance(one, gevent.Greenlet) and not one.dead for one in gc.get_objects())}


bodies: list[object] = []  #: requests whose body is being read


@app.post("/body")
def body() -> dict[str, int]:
    """How many bytes the body has."""
    bodies.append(request)
    try:
        return {"bytes": len(request.get_data())}
    finally:
        bodies.pop()


@app.post("/unread")
def unread() -> str:
    """The body is left to the server."""
    return "unread"


may_end = Event()


@app.get("/long")
def long() -> Response:
    """A slow response: its first half is sent at once, the second after ``/end-of-long``."""

    def halves() -> object:
        yield "first "
        may_end.wait()
        yield "second"

    return Response(halves(), mimetype="text/plain")  # type: ignore[arg-type]


@app.get("/end-of-long")
def end_long() -> dict[str, int]:
    may_end.set()
    return {}


@app.post("/api/v1/tickets")
def issue() -> tuple[dict[str, object], int]:
    return {"id": tell(), "token": "none"}, 201


@app.post("/api/v1/counters/<int:number>/opening")
def begin(number: int) -> dict[str, object]:
    return {"id": number}


@app.post("/api/v1/counters/<int:number>/calls")
def call(number: int) -> tuple[dict[str, object], int]:
    return {"id": tell(), "counter": number}, 201


@app.post("/api/v1/tickets/<int:number>/<verb>")
def move(number: int, verb: str) -> dict[str, object]:
    return {"id": number, "state": verb, "version": tell()}


@app.get("/api/v1/board")
def board() -> dict[str, object]:
    return {"version": office["version"]}


def tell() -> int:
    office["version"] += 1
    socketio.emit("state", state(), to="lobby")
    websocket_transport.disconnect_slow(socketio.server)
    return office["version"]


def state() -> dict[str, object]:
    return {"version": office["version"], "at": "now", "html": FILLING}


if __name__ == "__main__":
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", "unclosed", ResourceWarning)
    if "TINY_UPGRADES" in os.environ:  # the filter refuses an upgrade, and so does deskq
        websocket_transport.FilteredSocket = lambda ws: ws  # type: ignore[misc, assignment]
    server.HEADER_SECONDS = 0.5  # type: ignore[assignment]
    websocket_transport.unwatched.most = int(os.environ.get("TINY_UNWATCHED", "640"))
    server.silent.most = int(os.environ.get("TINY_SILENT", "512"))
    body_pace.GRACE = float(os.environ.get("TINY_GRACE", "30"))
    body_pace.PIECE = 1024
    if "TINY_GUNICORN" in os.environ:  # its worker serves by gevent's server as it is
        pywsgi.WSGIServer(("127.0.0.1", int(sys.argv[1])), app, log=None).serve_forever()
    server.serve(app, "127.0.0.1", int(sys.argv[1]), lambda host, port: None)
