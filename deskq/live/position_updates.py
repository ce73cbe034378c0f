"""People ahead, for all phones at once: at most twice a second, and only to those whose own number changed."""

from datetime import datetime, timedelta

from flask import Flask

from deskq.core import clock
from deskq.core.extensions import db
from deskq.live.broadcaster import Broadcaster
from deskq.office import config_cache
from deskq.queue.queries import people_ahead

PAUSE = timedelta(milliseconds=500)


class PositionUpdates:
    """``stale`` are the offices in which something happened since the phones were told."""

    def __init__(self, app: Flask, gallery: Broadcaster) -> None:
        self.stale: set[int] = set()
        self._app, self._gallery = app, gallery
        self._last: dict[int, dict[int, int]] = {}
        self._told_at = clock.now()

    def tell(self) -> None:
        if not self.stale or not passed(PAUSE, self._told_at):
            return
        self._told_at = clock.now()
        offices, self.stale = self.stale, set()
        tickets = [one for one in self._gallery.screens() if one.kind == "ticket" and one.office_id in offices]
        if not tickets:
            return
        with self._app.app_context():
            session = db.session()
            ahead = {office: people_ahead(session, config_cache.of(session, office), clock.now()) for office in offices}
        before, self._last = self._last, ahead
        self._gallery.send(
            screen
            for screen in tickets
            if ahead[screen.office_id].get(screen.row) != before.get(screen.office_id, {}).get(screen.row)
        )


def passed(length: timedelta, since: datetime) -> bool:
    """Also when the machine's clock was set back meanwhile."""
    return not timedelta(0) <= clock.now() - since < length
