"""What a screen may ask by its socket: to watch. Presses go by HTTP; a socket only listens."""

import logging
from typing import Any

from flask import current_app, request
from flask_socketio import disconnect, emit, join_room

from deskq.core.extensions import db, socketio
from deskq.core.token_bucket import Bucket
from deskq.live import subscriptions
from deskq.live.follower import Follower
from deskq.live.idle_connections import WATCHES
from deskq.live.renderer import EPOCH
from deskq.queue.screens.shared import screen_version
from deskq.web import i18n

log = logging.getLogger(__name__)
AT_ONCE, PER_SECOND = 6, 1.0  # a screen asks once per connection, and again after a sleep or a look at another tab
PACE = "deskq.core.token_bucket"


def follower() -> Follower:
    found: Follower = current_app.extensions["deskq_follower"]
    return found


@socketio.on("connect")  # type: ignore[untyped-decorator]
def connect() -> None:
    if not current_app.testing:  # tests take each step by hand
        follower().start()


@socketio.on("disconnect")  # type: ignore[untyped-decorator]
def leave(*reason: object) -> None:
    follower().rights.forget(request.sid)  # type: ignore[attr-defined]
    request.environ.pop(WATCHES, None)


@socketio.on("watch")  # type: ignore[untyped-decorator]
def watch(asked: object = None, *more: object) -> dict[str, Any]:
    """A screen says what it is; the server decides what it may see, by session, device or ticket token."""
    if not request.environ.setdefault(PACE, Bucket(AT_ONCE, PER_SECOND)).take():
        return {"ok": False, "type": "too-often"}
    given = asked if isinstance(asked, dict) else {}
    asked_for = str(given.get("lang"))
    language = asked_for if asked_for in i18n.LANGUAGES else str(current_app.config["LANGUAGE"])
    found = _enter(given, language)
    if found is None:
        return {"ok": False, "type": "forbidden"}
    following = follower()
    screen = found.screen(language)
    following.gallery.add(screen, str(given["token"]) if screen.kind == "ticket" else None)
    version = screen_version(db.session(), screen.office_id)
    state = following.gallery.easel.kept(screen, version) or following.gallery.state(screen)
    following.wait_for_disk(screen.office_id, state["version"])
    emit("state", state)
    return {"ok": True, "version": state["version"], "epoch": EPOCH}


def _enter(given: dict[str, Any], language: str) -> subscriptions.Found | None:
    """Decide, and join the rooms. An end that was heard between the two did not find this socket: ask once more."""
    rights, sid = follower().rights, request.sid  # type: ignore[attr-defined]
    rounds = rights.rounds
    found = subscriptions.allowed(given)
    if found is None:
        return None
    rights.hold(sid, found)
    for room in (found.screen(language).room, *found.rooms):
        join_room(room)
    request.environ[WATCHES] = True
    if rights.rounds != rounds:
        rights.ask_again(lambda other: other is found)
    return found if socketio.server.manager.is_connected(sid, "/") else None


@socketio.on_error_default  # type: ignore[untyped-decorator]
def failed(error: Exception) -> dict[str, Any]:
    """A handler never shows a trace; the screen asks again when it reconnects."""
    log.exception("a socket's request failed", exc_info=error)
    disconnect(request.sid)  # type: ignore[attr-defined]
    return {"ok": False, "type": "fault"}
