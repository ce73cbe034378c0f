"""Knows the screens that somebody watches, and sends them states and cues."""

import logging
from collections.abc import Callable, Iterable, Mapping
from time import monotonic
from typing import Any

from flask import Flask

from deskq.core import outage_log
from deskq.core.db import availability
from deskq.core.extensions import socketio
from deskq.live.parts import PartLedger
from deskq.live.renderer import Renderer
from deskq.live.screen_types import Cue, Screen, State
from deskq.live.shared_drawings import NO_STATES
from deskq.live.transport import shared_frames, websocket_transport

LOOK = 0.1  # seconds between two searches for clients that do not keep up

log = logging.getLogger(__name__)


class Broadcaster:
    """``watched`` is {room: screen}. ``on_drawn(screen, version)`` is called with each drawing before it is sent."""

    def __init__(self, app: Flask, on_drawn: Callable[[Screen, int], None]) -> None:
        self._app, self._on_drawn = app, on_drawn
        self.renderer = Renderer(app)
        self.parts = PartLedger()
        self.watched: dict[str, Screen] = {}
        self._secrets: dict[tuple[str, int], str] = {}
        self._looked_at = float("-inf")

    def add(self, screen: Screen, secret: str | None) -> None:
        """``secret``: that of the ticket, for a screen type that is watched by one."""
        if secret is not None:
            self._secrets[screen.type, screen.row] = secret
        self.watched[screen.room] = screen

    def screens(self) -> list[Screen]:
        """The screens that somebody watches now; forgets the others."""
        rooms = socketio.server.manager.rooms.get("/", {})
        left = [room for room in self.watched if room not in rooms]
        for room in left:
            del self.watched[room]
        if left:
            used = {(screen.type, screen.row) for screen in self.watched.values()}
            for key in self._secrets.keys() - used:
                del self._secrets[key]
        return list(self.watched.values())

    @staticmethod
    def is_watched(screen: Screen) -> bool:
        return screen.room in socketio.server.manager.rooms.get("/", {})

    def state(self, screen: Screen) -> State:
        return self.renderer.draw(screen, self._secrets.get((screen.type, screen.row)))

    def last(self, screens: Iterable[Screen]) -> dict[str, State]:
        """The newest state of each that was drawn or received, {room: state}."""
        found = {screen.room: self.renderer.last(screen) for screen in screens}
        return {room: state for room, state in found.items() if state is not None}

    def send(self, screens: Iterable[Screen], received: Mapping[str, State] = NO_STATES) -> list[Screen]:
        """Draw each screen and send it to all who watch it; then disconnect those who do not keep up. Those of which
        another process has sent a drawing, {room: state}, are not drawn. Returns those that could not be drawn."""
        failed = []
        for screen in screens:
            if not self.send_one(screen, received.get(screen.room)):
                failed.append(screen)
            socketio.sleep(0)
        self.disconnect_slow()
        return failed

    def send_one(self, screen: Screen, received: State | None = None) -> bool:
        """Whether it could be drawn; if not, that is logged."""
        try:
            state = self.state(screen) if received is None else self.renderer.received(screen, received)
            self._on_drawn(screen, state["version"])
            self._emit_state(screen, state)
        except Exception as error:
            if availability.is_outage(error):
                availability.failed(error)
            else:
                outage_log.failed(f"drawing {screen.type}", "failed", with_trace=True)
            return False
        outage_log.works(f"drawing {screen.type}")
        return True

    def disconnect_slow(self) -> None:
        """At most every ``LOOK`` seconds, because it looks at every client."""
        if monotonic() - self._looked_at >= LOOK:
            self._looked_at = monotonic()
            websocket_transport.disconnect_slow(socketio.server)

    def send_cues(self, cues: Iterable[Cue]) -> None:
        for cue in cues:
            if cue.screen.room in self.watched:
                self._emit(cue.event, cue.data(), cue.room or cue.screen.room)

    def _emit_state(self, screen: Screen, state: State) -> None:
        rooms = socketio.server.manager.rooms.get("/", {})
        if screen.whole_room in rooms:
            self._emit("state", state, screen.whole_room)
        if screen.parts_room in rooms:
            self._emit("state", self.parts.changed(screen.parts_room, state), screen.parts_room)

    def _emit(self, event: str, data: dict[str, Any], room: str) -> None:
        if self._app.config["WEBSOCKET_FRAMES"] == "shared" and socketio.async_mode == "gevent":
            shared_frames.emit(socketio.server, event, data, room)
        else:
            socketio.emit(event, data, to=room)
