"""Socket.IO handlers: a screen may only ask to watch. Actions go by HTTP."""

import logging
from typing import Any

from flask import current_app, request
from flask_socketio import disconnect, emit, join_room

from deskq.core.db import availability, journal
from deskq.core.db.writing import end_reading
from deskq.core.extensions import db, socketio
from deskq.core.token_bucket import Bucket
from deskq.jobs import runner
from deskq.live import registry, subscriptions
from deskq.live.follower import Follower
from deskq.live.idle_connections import WATCHES
from deskq.live.renderer import EPOCH
from deskq.live.screen_types import Screen, State, Subscription
from deskq.live.transport import websocket_transport
from deskq.web import i18n

log = logging.getLogger(__name__)
BURST, PER_SECOND = 6, 1.0  # a screen asks once per connection, and again after a sleep or a look at another tab
BUCKET = "deskq.core.token_bucket"
EXTENSION = "deskq_follower"


def follower() -> Follower:
    found: Follower = current_app.extensions[EXTENSION]
    return found


@socketio.on("disconnect")  # type: ignore[untyped-decorator]
def leave(*reason: object) -> None:
    follower().guard.forget(request.sid)  # type: ignore[attr-defined]
    request.environ.pop(WATCHES, None)


@socketio.on("watch")  # type: ignore[untyped-decorator]
def watch(fields: object = None, *more: object) -> dict[str, Any]:
    """A screen says what it is; the server decides what it may see, by session, device or the ticket's secret.

    A server that did not start the background jobs starts them with its first screen. There is no handler of
    "connect": every handler of an event reads the session and takes a millisecond when a hall connects.
    """
    if not current_app.testing:  # tests take each step by hand
        runner.start(current_app._get_current_object())  # type: ignore[attr-defined]
    if not request.environ.setdefault(BUCKET, Bucket(BURST, PER_SECOND)).take():
        return {"ok": False, "type": "too-often"}
    given = fields if isinstance(fields, dict) else {}
    wanted = str(given.get("lang"))
    language = wanted if wanted in i18n.LANGUAGES else str(current_app.config["LANGUAGE"])
    subscription = _join(given, language)
    if subscription is None:
        return {"ok": False, "type": "forbidden"}
    following = follower()
    screen = subscription.screen(language)
    following.broadcaster.add(screen, subscription.secret)
    state = _cached(screen, subscription) or following.broadcaster.state(screen)
    end_reading()
    following.on_disk.wait(screen.office_id, state["version"])
    if _wants_parts(given, subscription):
        emit("state", following.broadcaster.parts.whole(screen.parts_room, state))
    else:
        emit("state", state)
    since = given.get("since")
    if type(since) is int:
        for cue in following.missed_cues(screen, since if since <= state["version"] else 0):
            emit(cue.event, cue.data())
    return {"ok": True, "version": state["version"], "epoch": EPOCH}


def _cached(screen: Screen, subscription: Subscription) -> State | None:
    if subscription.secret is not None:  # never cached
        return None
    version = journal.position(db.session(), screen.office_id)[0]
    return follower().broadcaster.renderer.cached(screen, version)


def _wants_parts(fields: dict[str, Any], subscription: Subscription) -> bool:
    return fields.get("parts") is True and registry.of(current_app).types[subscription.type].parts


def _join(fields: dict[str, Any], language: str) -> Subscription | None:
    """Authorize, and join the rooms. An end that was read between the two missed this socket: check once more."""
    guard, sid = follower().guard, request.sid  # type: ignore[attr-defined]
    rounds = guard.rounds
    subscription = subscriptions.authorize(fields)
    if subscription is None:
        return None
    if not socketio.server.manager.is_connected(sid, "/"):  # it left while it was authorized
        return None
    guard.add(sid, subscription)
    screen = subscription.screen(language)
    states = screen.parts_room if _wants_parts(fields, subscription) else screen.whole_room
    for room in (screen.room, states, *subscription.rooms):
        join_room(room)
    request.environ[WATCHES] = True
    end_reading()  # checking takes a connection of its own
    websocket_transport.watches(request.environ)
    if guard.rounds != rounds:
        guard.recheck(lambda other: other is subscription)
    return subscription if socketio.server.manager.is_connected(sid, "/") else None


@socketio.on_error_default  # type: ignore[untyped-decorator]
def failed(error: Exception) -> dict[str, Any]:
    """Never shows a trace; the screen asks again when it reconnects."""
    if availability.is_outage(error):
        availability.failed(error)
    else:
        log.exception("a socket request failed", exc_info=error)
    disconnect(request.sid)  # type: ignore[attr-defined]
    return {"ok": False, "type": "fault"}
