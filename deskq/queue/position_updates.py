"""Refreshes the number of people ahead on phones: at most twice a second, and only where the number changed."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.extensions import db
from deskq.live.screen_types import Screen
from deskq.queue import queue_snapshot
from deskq.queue.screens.shared import version_and_config

PAUSE = timedelta(milliseconds=500)


class PositionUpdates:
    """The delayed refresh (``DelayedRefresh``) of the screen type ``ticket``."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._changed: set[int] = set()  # offices
        self._last: dict[int, dict[int, int]] = {}  # {office: {ticket: people ahead}} as last sent
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
            ahead = {office: _people_ahead(db.session(), office) for office in offices}
        before, self._last = self._last, ahead
        changed = [
            screen
            for screen in tickets
            if ahead[screen.office_id].get(screen.row) != before.get(screen.office_id, {}).get(screen.row)
        ]
        return sorted(changed, key=lambda screen: ahead[screen.office_id].get(screen.row, 0))  # who is next looks first


def _people_ahead(session: Session, office_id: int) -> dict[int, int]:
    version, config = version_and_config(session, office_id)
    return queue_snapshot.at(session, config, version).people_ahead
