"""Follows the journal from the last sequence seen and says what is told to whom.

Each process tells **its own** clients, in order. A burst is merged: all new rows are read, then each screen is drawn
once. Rights are looked at before anything is drawn: who may no longer look does not get the news either.
"""

import logging
from datetime import timedelta

from flask import Flask
from sqlalchemy import make_url

from deskq.appointments import jobs as appointment_keeper
from deskq.core import clock, shared_outages, transactions
from deskq.core.db import group_commit, journal
from deskq.core.extensions import db, socketio
from deskq.core.wakeup import Bus
from deskq.live import cues, position_updates
from deskq.live.broadcaster import Broadcaster
from deskq.live.idle_connections import IdleConnections
from deskq.live.position_updates import PositionUpdates
from deskq.live.renderer import Screen
from deskq.live.subscription_guard import SubscriptionGuard
from deskq.messages import jobs as message_keeper
from deskq.office import queries as office_queries
from deskq.ops import retention_job
from deskq.queue import jobs
from deskq.queue.call_announcer import Announcer
from deskq.queue.screens.shared import screen_version
from deskq.sms.outbox import outbox

log = logging.getLogger(__name__)
POLL = 1.0
UNWATCHED = 0.05  # seconds in which news is gathered while no screen looks
REDRAW = timedelta(seconds=20)  # clocks, closing times and waits move without any event
MOST_ROWS = 1000


class Follower:
    """Follows the journals of all offices and tells the sockets of this process."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.told = app.extensions["deskq_estimate"].board
        self.bus = Bus(app.config["REDIS_URL"])
        self.rights = SubscriptionGuard(app)
        self.gallery = Broadcaster(app, self._drawn)
        self._phones = PositionUpdates(app, self.gallery)
        self._announcer = Announcer(app)
        self._seen: dict[int, int] = {}
        self._database = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
        self._on_disk: dict[int, int] = {}
        self._drawn_at = clock.now()
        self._running = False

    def start(self) -> None:
        """Begin to follow, once per process; the server's start and the first watcher both ask for it."""
        if self._running:
            return
        self._running = True
        self._seen = {office: screen_version(db.session(), office) for office in office_queries.offices(db.session())}
        transactions.wake_after_commit(self.bus.wake)
        self.bus.start(socketio.start_background_task)
        socketio.start_background_task(self._follow)
        socketio.start_background_task(self.rights.keep_asking)
        socketio.start_background_task(IdleConnections().keep_clear)
        socketio.start_background_task(jobs.keep, self.app)
        socketio.start_background_task(appointment_keeper.keep, self.app)
        socketio.start_background_task(message_keeper.keep, self.app)
        socketio.start_background_task(shared_outages.OutageSharing().keep, self.app)
        socketio.start_background_task(retention_job.keep, self.app)
        self._announcer.start(socketio.start_background_task)
        socketio.start_background_task(outbox().keep)
        socketio.start_background_task(self.app.extensions["deskq_estimate"].run)

    def _follow(self) -> None:
        while True:
            self.bus.news.wait(position_updates.PAUSE.total_seconds() if self._phones.stale else POLL)
            self.bus.news.clear()
            if not self.gallery.watched:
                socketio.sleep(UNWATCHED)
            try:
                self.step()
            except Exception:
                log.exception("following the journal failed; it goes on with the next round")
                socketio.sleep(POLL)

    def step(self) -> None:
        """One round: read what is new in every office, tell it."""
        with self.app.app_context():
            offices = office_queries.offices(db.session())
            fresh = {office: self._new_rows(office) for office in offices}
        for office, rows in fresh.items():
            if rows:
                self._tell(office, rows)
        self._phones.tell()
        if position_updates.passed(REDRAW, self._drawn_at):
            self._drawn_at = clock.now()
            shown = self.gallery.screens()
            self.gallery.send(s for s in shown if s.kind != "ticket" or self.told.moved(s.office_id, s.row))

    def _new_rows(self, office: int) -> list[journal.Entry]:
        session = db.session()
        if office not in self._seen:
            self._seen[office] = screen_version(session, office)
            return []
        rows = journal.after_sequence(session, office, self._seen[office], MOST_ROWS)
        if rows:
            self.wait_for_disk(office, rows[-1].sequence)
            self._seen[office] = rows[-1].sequence
            if len(rows) == MOST_ROWS:
                self.bus.news.set()
        return rows

    def wait_for_disk(self, office: int, version: int) -> None:
        """A commit can be read before it is on the disk, and what a power cut may take back is told to nobody."""
        if version > self._on_disk.get(office, 0):
            group_commit.wait(self._database)
            self._on_disk[office] = version

    def _drawn(self, screen: Screen, version: int) -> None:
        """A panel may show what was not read here yet: that somebody else sits there by now."""
        self.wait_for_disk(screen.office_id, version)
        if screen.kind == "counter" and version > self._seen.get(screen.office_id, 0):
            self.rights.ask_again(lambda found: (found.kind, found.row) == ("counter", screen.row))

    def _tell(self, office: int, rows: list[journal.Entry]) -> None:
        self.rights.heard(office, rows)
        named = {row.ticket_id for row in rows}
        screens = [screen for screen in self.gallery.screens() if screen.office_id == office]
        listened = any(screen.kind == "lobby" for screen in screens)
        calls = self._announcer.calls(office, rows, listened) if screens else []  # first: clips are made meanwhile
        urgent = [
            s for s in screens if s.kind in ("lobby", "counter", "tablet") or (s.kind == "ticket" and s.row in named)
        ]
        self.gallery.send(sorted(urgent, key=lambda screen: screen.kind != "lobby"))
        cues.send(self.gallery, office, calls)
        self.gallery.send(screen for screen in screens if screen.kind in ("kiosk", "panel"))
        self._phones.stale.add(office)
