"""What somebody watches now, and the sending of it: *state*, the whole screen, safe to send twice."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from deskq.core.extensions import socketio
from deskq.live.renderer import Renderer, Screen
from deskq.live.transport import websocket_transport

log = logging.getLogger(__name__)


class Broadcaster:
    """``watched`` maps each room to its screen; ``secrets`` each ticket that a phone shows to its token.
    ``drawn(screen, version)`` is called with each drawing before it is sent."""

    def __init__(self, app: Flask, drawn: Callable[[Screen, int], None]) -> None:
        self._drawn = drawn
        self.easel = Renderer(app)
        self.watched: dict[str, Screen] = {}
        self.secrets: dict[int, str] = {}

    def add(self, screen: Screen, token: str | None) -> None:
        if token is not None:
            self.secrets[screen.row] = token
        self.watched[screen.room] = screen

    def screens(self) -> list[Screen]:
        """What somebody watches now; what nobody watches any more is forgotten."""
        rooms = socketio.server.manager.rooms.get("/", {})
        for room in [room for room in self.watched if room not in rooms]:
            del self.watched[room]
        rows = {screen.row for screen in self.watched.values() if screen.kind == "ticket"}
        for row in self.secrets.keys() - rows:
            del self.secrets[row]
        return list(self.watched.values())

    def state(self, screen: Screen) -> dict[str, Any]:
        return self.easel.draw(screen, self.secrets.get(screen.row) if screen.kind == "ticket" else None)

    def send(self, screens: Iterable[Screen]) -> None:
        """Draw each anew for all who watch it."""
        for screen in screens:
            try:
                state = self.state(screen)
                self._drawn(screen, state["version"])
                socketio.emit("state", state, to=screen.room)
            except Exception:
                log.exception("drawing %s failed", screen.room)
            socketio.sleep(0)
        websocket_transport.disconnect_slow(socketio.server)
