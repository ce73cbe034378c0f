"""Knows the screens that somebody watches, and sends them states and cues."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

from deskq.core import outage_log
from deskq.core.db import availability
from deskq.core.extensions import socketio
from deskq.live.renderer import Renderer
from deskq.live.screen_types import Cue, Screen
from deskq.live.transport import websocket_transport

log = logging.getLogger(__name__)


class Broadcaster:
    """``watched`` is {room: screen}. ``on_drawn(screen, version)`` is called with each drawing before it is sent."""

    def __init__(self, app: Flask, on_drawn: Callable[[Screen, int], None]) -> None:
        self._on_drawn = on_drawn
        self.renderer = Renderer(app)
        self.watched: dict[str, Screen] = {}
        self._secrets: dict[tuple[str, int], str] = {}

    def add(self, screen: Screen, secret: str | None) -> None:
        """``secret``: that of the ticket, for a screen type that is watched by one."""
        if secret is not None:
            self._secrets[screen.type, screen.row] = secret
        self.watched[screen.room] = screen

    def screens(self) -> list[Screen]:
        """The screens that somebody watches now; forgets the others."""
        rooms = socketio.server.manager.rooms.get("/", {})
        for room in [room for room in self.watched if room not in rooms]:
            del self.watched[room]
        used = {(screen.type, screen.row) for screen in self.watched.values()}
        for key in self._secrets.keys() - used:
            del self._secrets[key]
        return list(self.watched.values())

    def state(self, screen: Screen) -> dict[str, Any]:
        return self.renderer.draw(screen, self._secrets.get((screen.type, screen.row)))

    def send(self, screens: Iterable[Screen]) -> None:
        """Draw each screen and send it to all who watch it."""
        for screen in screens:
            try:
                state = self.state(screen)
                self._on_drawn(screen, state["version"])
                socketio.emit("state", state, to=screen.room)
            except Exception as error:
                if availability.is_outage(error):
                    availability.failed(error)
                else:
                    outage_log.failed(f"drawing {screen.type}", "failed", with_trace=True)
            else:
                outage_log.works(f"drawing {screen.type}")
            socketio.sleep(0)
        websocket_transport.disconnect_slow(socketio.server)

    def send_cues(self, cues: Iterable[Cue]) -> None:
        for cue in cues:
            if cue.screen.room in self.watched:
                socketio.emit(cue.event, cue.data(), to=cue.screen.room)
