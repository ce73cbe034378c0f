"""Follows the journal of every office and sends what is new to the sockets of this process.

Each process serves its own clients, in the order of the journal. A burst is merged: all new rows are read, then each
screen is drawn once. What this process committed itself is at hand (``own_commits.py``) and sent first. Subscriptions
are checked before anything is drawn. What it has drawn of screens that all processes show, it publishes to the others
(``shared_drawings.py``).

The most urgent screens and the cues are sent at once. The others (see ``Urgency``) are drawn one by one, and new rows
interrupt them. After each of the less urgent ones the others rest (``waiting_screens.py``).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from time import monotonic
from typing import Any

import gevent
from flask import Flask, current_app
from gevent import Greenlet
from gevent.pool import Pool

from deskq.core import clock, measures, outage_log, transactions
from deskq.core.db import availability, journal, pool
from deskq.core.extensions import db, socketio
from deskq.core.wakeup import Bus
from deskq.live import news, registry
from deskq.live.broadcaster import Broadcaster
from deskq.live.failed_offices import AGAIN, FailedOffices
from deskq.live.known_on_disk import KnownOnDisk
from deskq.live.own_commits import OwnCommits
from deskq.live.screen_types import Cue, DelayedRefresh, Screen, ScreenType, Urgency
from deskq.live.shared_drawings import SharedDrawings, release
from deskq.live.subscription_guard import SubscriptionGuard
from deskq.live.waiting_drawer import WaitingDrawer
from deskq.live.waiting_screens import WaitingScreens

POLL = 1.0  # seconds between two looks at every journal, whatever wakes the follower meanwhile
TOGETHER = 6  # offices whose news are sent at the same time
LONGEST = 2.0  # seconds after which the others no longer wait for an office whose news are still being sent
UNWATCHED = 0.05  # seconds in which rows are gathered while nobody watches
NOT_BEGUN = 0.25  # seconds after which other processes read and draw by themselves what this one has not begun to
REDRAW = timedelta(seconds=20)  # clocks, closing times and waits move without any event
MOST_ROWS = 1000
PART = "the screens of an office"


class Follower:
    """One per process. ``step`` is one round."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.bus = Bus(app.config["REDIS_URL"], self._accepts)
        self.guard = SubscriptionGuard(app)
        self.broadcaster = Broadcaster(app, self._on_drawn)
        self._waiting = WaitingScreens()
        self.drawer = WaitingDrawer(self._waiting, self.broadcaster)
        self._seen: dict[int, int] = {}  # {office: last sequence read}
        self._busy: set[int] = set()  # offices whose news are being sent
        self._together: Pool | None = None  # made in the thread that follows
        self._are_left = False  # offices with news wait until others, or they themselves, are sent
        self._failures: list[Exception] = []  # not yet raised
        self._failed = FailedOffices()
        self.on_disk = KnownOnDisk(app.config["SQLALCHEMY_DATABASE_URI"])
        self._own = OwnCommits()
        self._shared = SharedDrawings(app.config["SECRET_KEY"], release() if app.config["REDIS_URL"] else "")
        self._looked_at = float("-inf")  # monotonic time of the last look at every journal
        self._redrawn_at = clock.now()

    def begin(self) -> None:
        """Start from the present end of each journal, and have commits wake the follower."""
        self._seen = journal.positions(db.session())
        transactions.wake_after_commit(self._committed)
        self.bus.start(socketio.start_background_task)

    def wait(self) -> float:
        """Seconds until the next round if nothing wakes it."""
        waits = [self._waiting.wait, *(one.wait for one in self._delayed()), *self._failed.seconds_to_tries()]
        return min([self._until_look(), *(wait for wait in waits if wait is not None)])

    def _until_look(self) -> float:
        """Seconds until the next look at every journal."""
        return max(0.0, self._looked_at + POLL - monotonic())

    def round(self) -> None:
        """One round of the background job."""
        if not self.broadcaster.watched:
            socketio.sleep(UNWATCHED)
        with pool.beside_readers():
            self.step()

    def step(self) -> None:
        """Send what this process committed or others published, and what they wrote when it is time to look; then draw
        waiting screens until something is new. The failure of an office is raised at the end: it delays no other."""
        end = monotonic() + LONGEST
        told = self._free(list({*self._own.offices(), *self._shared.offices(self._seen)}))
        self._follow(told, end)
        if not told or self._failed or self.bus.look.is_set() or not self._until_look():
            self._follow(self._offices_with_news(), end)
        for delayed in self._delayed():
            self._waiting.add(delayed.due(self.broadcaster.screens), Urgency.LAST)
        if clock.has_passed(REDRAW, self._redrawn_at):
            self._redrawn_at = clock.now()
            screens = self.broadcaster.screens()
            self._waiting.keep_only(screen.room for screen in screens)
            self._waiting.add((one for one in screens if self._type(one).redraw_when_quiet(one)), Urgency.LAST)
        self.drawer.draw(until=monotonic() + self._until_look(), interrupted=self.bus.news.is_set)
        self._raise_failures()

    def _raise_failures(self) -> None:
        """Raise the first since the last round, also of an office that took longer than its round; log the others."""
        failures, self._failures = self._failures, []
        for other in failures[1:]:
            if not availability.is_outage(other):
                outage_log.failed(PART, "were not told what is new", kind=type(other).__name__)
        if failures:
            raise failures[0]

    def _offices_with_news(self) -> list[int]:
        """Look at the end of every journal."""
        self.bus.look.clear()
        self._looked_at = monotonic()
        try:
            with self.app.app_context():
                positions = journal.positions(db.session())
        except Exception:
            socketio.sleep(AGAIN)
            raise
        return self._free([office for office, last in positions.items() if last > self._seen.setdefault(office, last)])

    def _free(self, offices: list[int]) -> list[int]:
        """Those of them that are not busy, and do not wait to be tried again."""
        self._are_left = self._are_left or not self._busy.isdisjoint(offices)
        return [one for one in offices if one not in self._busy and not self._failed.waits(one)]

    def missed_cues(self, screen: Screen, since: int) -> list[Cue]:
        """The cues that a screen missed which was cut off after the state of version ``since``."""
        return [cue for source in registry.of(self.app).cue_sources for cue in source.missed(screen, since)]

    def _committed(self, office_id: int, on_disk: int, rows: Sequence[Mapping[str, Any]]) -> None:
        """After a commit of this process, which has waited for the disk itself. The lobbies have the news before the
        request that made them is answered."""
        if current_app == self.app:
            self.on_disk.note(office_id, on_disk)
            if not self._own.add(office_id, rows):
                self.bus.look.set()
        self.bus.wake(office_id, NOT_BEGUN if self.broadcaster.watched else 0.0)
        if self.broadcaster.watched:
            socketio.sleep(0)  # the follower goes first

    def _accepts(self, payload: bytes) -> bool:
        """Take the payload of another process. True if this process now knows which office's journal to read."""
        return self._shared.receive(payload) in self._seen

    def _follow(self, offices: list[int], end: float) -> None:
        """Some offices at the same time, until the monotonic time ``end``: none waits for the many statements of
        others, for their failures, or for long for a database connection of theirs that does not answer. Those for
        whom there was no room come in the next round."""
        if len(self._seen) == 1:
            for office in offices:
                self._follow_one(office)
            return
        if self._together is None:
            self._together = Pool(TOGETHER)
        begun = list[Greenlet]()
        for office in offices:
            if not self._together.wait_available(max(0.0, end - monotonic())):
                self._are_left = True
                break
            begun.append(self._together.spawn(self._follow_one, office))
        gevent.joinall(begun, timeout=max(0.0, end - monotonic()))

    def _follow_one(self, office: int) -> None:
        """Send what is new. If that fails the same rows come again, so that no call is lost that has not rung. Only
        rows that were read and fail again and again, while the database works, are passed over."""
        self._busy.add(office)
        if office not in self._seen:
            self._seen[office] = self._own.before(office)
        before, must_publish, payload = self._seen[office], self.bus.undertake(office), b""
        try:
            with pool.beside_readers():
                rows = self._new_rows(office)
                if rows:
                    payload = self._send(office, rows)
        except Exception as error:
            self._failures.append(error)
            were_read = self._seen[office] > before
            if self._failed.failed(office, counts=were_read and not availability.is_outage(error)):
                self._seen[office] = before
        else:
            self._failed.works(office)
            outage_log.works(PART)
        finally:
            if must_publish:
                self.bus.publish(payload)
            self._busy.discard(office)
            if self._are_left:
                self._are_left = False
                self.bus.look_again()

    def _new_rows(self, office: int) -> list[journal.Entry]:
        rows = self._own.take(office, self._seen[office]) or self._read(office)
        if rows:
            self.on_disk.wait(office, rows[-1].sequence)
            self._seen[office] = rows[-1].sequence
            if len(rows) == MOST_ROWS:
                self.bus.look_again()
            elif self._shared.is_beyond(office, rows[-1].sequence):
                self.bus.news.set()
        return rows

    def _read(self, office: int) -> list[journal.Entry]:
        with self.app.app_context():
            return journal.after_sequence(db.session(), office, self._seen[office], MOST_ROWS)

    def _on_drawn(self, screen: Screen, version: int) -> None:
        """A drawing may show what was not read here yet, such as another holder of the counter."""
        self._waiting.drawn(screen)
        self.on_disk.wait(screen.office_id, version)
        if self._type(screen).recheck_watchers and version > self._seen.get(screen.office_id, 0):
            self.guard.recheck(lambda one: (one.type, one.row) == (screen.type, screen.row))

    def _send(self, office: int, rows: Sequence[journal.Entry]) -> bytes:
        """The states of the most urgent screens, then the cues; the other screens wait. All cues are made before the
        first is sent: rows that fail here come again, and no call may ring twice. Returns the payload for others."""
        self.guard.read(office, rows)
        screens = [screen for screen in self.broadcaster.screens() if screen.office_id == office]
        urgent: dict[Urgency | None, list[Screen]] = defaultdict(list)
        for screen in screens:
            urgent[self._type(screen).refresh.urgency_of(screen, rows)].append(screen)
        for level in (Urgency.SECOND, Urgency.THIRD, Urgency.LAST):
            self._waiting.add(urgent[level], level)
        for delayed in self._delayed():
            delayed.note(office)
        received = self._shared.take(office, rows)
        with news.being_sent(office, rows[-1]):
            self._waiting.add(self.broadcaster.send(urgent[Urgency.FIRST], received), Urgency.SECOND)
        if screens:
            sources = registry.of(self.app).cue_sources
            self.broadcaster.send_cues([cue for source in sources for cue in source.cues(office, rows, screens)])
            measures.SCREEN_DELAY.observe(max(0.0, (clock.now() - rows[-1].at).total_seconds()))
        shared = [screen for screen in urgent[Urgency.FIRST] if self._type(screen).shared]
        return self._shared.payload(rows[-1], self.broadcaster.last(shared)) if self.bus.reaches_others else b""

    def _type(self, screen: Screen) -> ScreenType:
        return registry.of(self.app).types[screen.type]

    def _delayed(self) -> list[DelayedRefresh]:
        return [one.delayed for one in registry.of(self.app).types.values() if one.delayed is not None]
