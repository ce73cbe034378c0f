"""Refreshes the phones of visitors whose number of people ahead changed, or whose service is now served or not, or
closed for today. Looks at most twice a second; the follower draws each phone at most once a second."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.extensions import db
from deskq.live.screen_types import Screen
from deskq.queue import queue_snapshot
from deskq.queue.screens.shared import version_and_config

#: (people ahead, whether an open counter serves the ticket, whether its service is closed for today).
Position = tuple[int, bool, bool]
FIRST: Position = (0, True, False)
PAUSE = timedelta(milliseconds=500)


class PositionUpdates:
    """The delayed refresh (``DelayedRefresh``) of the screen type ``ticket``."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._changed: set[int] = set()  # offices
        self._last: dict[int, dict[int, Position]] = {}  # {office: {ticket: its position}} as last sent
        self._sent_at = clock.now()

    @property
    def wait(self) -> float | None:
        return PAUSE.total_seconds() if self._changed else None

    def note(self, office_id: int) -> None:
        self._changed.add(office_id)

    def due(self, screens: Callable[[], list[Screen]]) -> list[Screen]:
        if not self._changed or not clock.has_passed(PAUSE, self._sent_at):
            return []
        self._sent_at = clock.now()
        offices, self._changed = self._changed, set()
        tickets = [screen for screen in screens() if screen.type == "ticket" and screen.office_id in offices]
        if not tickets:
            return []
        with self._app.app_context():
            now = {office: _positions(db.session(), office) for office in offices}
        before, self._last = self._last, now
        changed = [
            screen
            for screen in tickets
            if now[screen.office_id].get(screen.row) != before.get(screen.office_id, {}).get(screen.row)
        ]
        return sorted(
            changed, key=lambda screen: now[screen.office_id].get(screen.row, FIRST)
        )  # who is next looks first


def _positions(session: Session, office_id: int) -> dict[int, Position]:
    version, config = version_and_config(session, office_id)
    queue = queue_snapshot.at(session, config, version)
    now = clock.now()
    closed = {service for service in config.closures if config.closure(service, now) is not None}
    return {
        head.id: (
            queue.people_ahead.get(head.id, 0),
            head.directed or head.service_id in queue.served,
            head.service_id in closed,
        )
        for head in (*queue.waiting, *queue.away)
    }
