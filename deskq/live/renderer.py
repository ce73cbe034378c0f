"""Each screen drawn once per language and version, outside any request, and kept for those who come a moment later."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from flask import Flask, render_template

from deskq.access import sessions
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office.models import Counter
from deskq.queue.models import Ticket
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.screens.phone.queries import ticket_view
from deskq.queue.screens.shared import screen_version
from deskq.ratings import tablet_queries
from deskq.reports import queries as report_queries

#: Versions are compared within one run of the server: after a restored backup they may begin lower.
EPOCH = uuid4().hex[:8]
KEPT_FOR = timedelta(seconds=5)
State = dict[str, Any]


class Compact:
    """JSON for sockets: Persian letters as they are take a third of their escapes."""

    loads = staticmethod(json.loads)

    @staticmethod
    def dumps(given: Any, **options: Any) -> str:
        return json.dumps(given, **{**options, "ensure_ascii": False})


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture that several sockets may share: all lobbies of an office, both browsers of a counter, one ticket."""

    kind: str
    office_id: int
    row: int
    language: str

    @property
    def room(self) -> str:
        return f"{self.kind}:{self.office_id}:{self.row}:{self.language}"


class Renderer:
    """Draws screens and keeps each last drawing for a few seconds."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._kept: dict[str, State] = {}

    def kept(self, screen: Screen, version: int) -> State | None:
        """The drawing of this very version, if it is fresh."""
        state = self._kept.get(screen.room)
        if state is None or state["version"] != version:
            return None
        return state if clock.now() - datetime.fromisoformat(state["at"]) < KEPT_FOR else None

    def draw(self, screen: Screen, token: str | None = None) -> State:
        with self._app.test_request_context(f"/?lang={screen.language}", base_url=self._app.config["PUBLIC_URL"]):
            shown, html = DRAW[screen.kind](screen, token)
            state = {"version": shown.version, "at": shown.at.isoformat(), "epoch": EPOCH, "html": html}
        if token is None:
            self._kept[screen.room] = state
        return state


def _lobby(screen: Screen, token: str | None) -> tuple[Any, str]:
    board = lobby_board(db.session(), screen.office_id)
    return board, render_template("lobby/_board.html", board=board)


def _counter(screen: Screen, token: str | None) -> tuple[Any, str]:
    shown = counter_panel(db.session(), screen.row)
    return shown, render_template("desk/_panel.html", panel=shown)


def _ticket(screen: Screen, token: str | None) -> tuple[Any, str]:
    session = db.session()
    shown = ticket_view(session, session.get_one(Ticket, screen.row))
    html = render_template("phone/_ticket.html", ticket=shown, token=token)
    return shown, html


def _tablet(screen: Screen, token: str | None) -> tuple[Any, str]:
    session = db.session()
    shown = tablet_queries.tablet(session, session.get_one(Counter, screen.row))
    return shown, render_template("tablet/_rating.html", tablet=shown)


def _panel(screen: Screen, token: str | None) -> tuple[Any, str]:
    shown = report_queries.hall(db.session(), screen.office_id, sessions.longest_idle())
    return shown, render_template("manage/_hall.html", hall=shown)


@dataclass(frozen=True, slots=True)
class News:
    """For a kiosk, which fetches its page again by itself: only that something is new."""

    version: int
    at: datetime


def _kiosk(screen: Screen, token: str | None) -> tuple[Any, None]:
    return News(screen_version(db.session(), screen.office_id), clock.now()), None


DRAW: dict[str, Callable[[Screen, str | None], tuple[Any, str | None]]] = {
    "lobby": _lobby,
    "counter": _counter,
    "ticket": _ticket,
    "tablet": _tablet,
    "panel": _panel,
    "kiosk": _kiosk,
}
