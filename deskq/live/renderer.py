"""Renders each screen once per language and version, outside any request, and caches it for a few seconds."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask import Flask

from deskq.access.drawing import drawing_for
from deskq.core import clock
from deskq.live import registry
from deskq.live.screen_types import Screen, State

#: Identifies the run of the server. Versions are compared within one run: after a restored backup they may begin lower.
EPOCH = uuid4().hex[:8]
KEPT_FOR = timedelta(seconds=5)


class CompactJson:
    """JSON for sockets: Persian letters take a third of the bytes of their escapes."""

    loads = staticmethod(json.loads)

    @staticmethod
    def dumps(value: Any, **options: Any) -> str:
        return json.dumps(value, **{**options, "ensure_ascii": False})


class Renderer:
    """Renders screens by their types and caches the latest state of each."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._kept: dict[str, State] = {}

    def cached(self, screen: Screen, version: int) -> State | None:
        """The cached state of exactly this version, if it is younger than ``KEPT_FOR``."""
        state = self._kept.get(screen.room)
        if state is None or state["version"] != version:
            return None
        return state if clock.now() - datetime.fromisoformat(state["at"]) < KEPT_FOR else None

    def last(self, screen: Screen) -> State | None:
        """The newest state that is cached, whatever its age."""
        return self._kept.get(screen.room)

    def received(self, screen: Screen, state: State) -> State:
        """Cache the state that another process has drawn; returns it as one of this process."""
        self._kept[screen.room] = state = {**state, "epoch": EPOCH}
        return state

    def draw(self, screen: Screen, secret: str | None = None) -> State:
        """Render a screen; a state with a ticket's ``secret`` is not cached."""
        with drawing_for(self._app, screen.office_id, screen.language):
            drawing = registry.of(self._app).types[screen.type].draw(screen, secret)
            state = {"version": drawing.version, "at": drawing.at.isoformat(), "epoch": EPOCH, "html": drawing.html}
        if secret is None:
            self._kept[screen.room] = state
        return state
