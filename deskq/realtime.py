"""Every room and every message to a screen; the only file that emits.

Each process follows the journal from the last sequence it has seen and tells **its own** clients, in order. *State*
is the whole screen with the journal's sequence as version, safe to send twice. *Cue* (a chime) carries the call's id
and is never replayed. A burst is merged: all new rows are read, then each screen is drawn once.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, current_app, request
from flask_socketio import disconnect, emit, join_room

from deskq import clock, journal, serving, transactions, watching, web
from deskq.bus import Bus
from deskq.drawing import EPOCH, Easel, Screen
from deskq.extensions import db, socketio
from deskq.office import catalogue
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import boards, keeper, queries

log = logging.getLogger(__name__)
POLL = 1.0
UNWATCHED = 0.05  # seconds in which news is gathered while no screen looks
REDRAW = timedelta(seconds=20)  # clocks, closing times and waits move without any event
PHONES = timedelta(milliseconds=500)  # people ahead on all phones, at most so often
CUE_LIFE = timedelta(seconds=5)
MOST_ROWS = 1000
STAFF_ENDS = ("person.password_changed", "person.signed_out_everywhere")


class Follower:
    """Follows the journals of all offices and tells the sockets of this process."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.bus = Bus(app.config["REDIS_URL"])
        self.easel = Easel(app)
        self.watched: dict[str, Screen] = {}
        self.phones: dict[int, str] = {}
        self._seen: dict[int, int] = {}
        self._last_ahead: dict[int, dict[int, int]] = {}
        self._phones_at = self._drawn_at = clock.now()
        self._stale_phones: set[int] = set()
        self._running = False
        self.told = app.extensions["deskq_estimate"].board

    def start(self) -> None:
        """Begin to follow, once per process; the server's start and the first watcher both ask for it."""
        if self._running:
            return
        self._running = True
        self._seen = {office: boards.version(db.session(), office) for office in office_queries.offices(db.session())}
        transactions.wake_after_commit(self.bus.wake)
        self.bus.start(socketio.start_background_task)
        socketio.start_background_task(self._follow)
        socketio.start_background_task(keeper.keep, self.app)
        socketio.start_background_task(self.app.extensions["deskq_estimate"].run)

    def _follow(self) -> None:
        while True:
            waits = PHONES.total_seconds() if self._stale_phones else POLL
            self.bus.news.wait(waits)
            self.bus.news.clear()
            if not self.watched:
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
        self._tell_phones()
        if _passed(REDRAW, self._drawn_at):
            self._drawn_at = clock.now()
            self._draw(s for s in self._screens() if s.kind != "ticket" or self.told.moved(s.office_id, s.row))

    def _new_rows(self, office: int) -> list[journal.Entry]:
        session = db.session()
        if office not in self._seen:
            self._seen[office] = boards.version(session, office)
            return []
        rows = journal.after_sequence(session, office, self._seen[office], MOST_ROWS)
        if rows:
            self._seen[office] = rows[-1].sequence
            if len(rows) == MOST_ROWS:
                self.bus.news.set()
        return rows

    def _tell(self, office: int, rows: list[journal.Entry]) -> None:
        named = {row.ticket_id for row in rows}
        screens = [screen for screen in self._screens() if screen.office_id == office]
        self._end_sessions(rows)
        urgent = [
            s for s in screens if s.kind in ("lobby", "counter", "tablet") or (s.kind == "ticket" and s.row in named)
        ]
        self._draw(sorted(urgent, key=lambda screen: screen.kind != "lobby"))
        self._cue(office, rows)
        self._draw(screen for screen in screens if screen.kind in ("kiosk", "panel"))
        self._stale_phones.add(office)

    def _screens(self) -> list[Screen]:
        """What somebody watches now; what nobody watches any more is forgotten."""
        rooms = socketio.server.manager.rooms.get("/", {})
        for room in [room for room in self.watched if room not in rooms]:
            del self.watched[room]
        rows = {screen.row for screen in self.watched.values() if screen.kind == "ticket"}
        for row in self.phones.keys() - rows:
            del self.phones[row]
        return list(self.watched.values())

    def _draw(self, screens: Iterable[Screen]) -> None:
        for screen in screens:
            try:
                socketio.emit("state", self._state(screen), to=screen.room)
            except Exception:
                log.exception("drawing %s failed", screen.room)
            socketio.sleep(0)
        serving.cut_off_slow(socketio.server)

    def _state(self, screen: Screen) -> dict[str, Any]:
        return self.easel.draw(screen, self.phones.get(screen.row) if screen.kind == "ticket" else None)

    def _tell_phones(self) -> None:
        """People ahead, for all phones at once, and only to those for whom something changed."""
        if not self._stale_phones or not _passed(PHONES, self._phones_at):
            return
        self._phones_at = clock.now()
        offices, self._stale_phones = self._stale_phones, set()
        tickets = [screen for screen in self._screens() if screen.kind == "ticket" and screen.office_id in offices]
        if not tickets:
            return
        with self.app.app_context():
            session = db.session()
            ahead = {office: boards.all_ahead(session, catalogue.of(session, office)) for office in offices}
        before, self._last_ahead = self._last_ahead, ahead
        changed = [
            screen
            for screen in tickets
            if ahead[screen.office_id].get(screen.row) != before.get(screen.office_id, {}).get(screen.row)
        ]
        self._draw(changed)

    def _cue(self, office: int, rows: list[journal.Entry]) -> None:
        calls = [row for row in rows if row.kind in ("ticket.called", "ticket.recalled") and row.counter_id is not None]
        for row in calls:
            if clock.now() - row.at > CUE_LIFE:
                continue
            for language in web.LANGUAGES:
                cue = self._cue_of(row, language)
                for screen in (
                    Screen("lobby", office, 0, language),
                    Screen("ticket", office, row.ticket_id or 0, language),
                ):
                    if screen.room in self.watched:
                        socketio.emit("call", cue, to=screen.room)

    def _cue_of(self, row: journal.Entry, language: str) -> dict[str, Any]:
        with self.app.app_context():
            session = db.session()
            place = session.get_one(Counter, row.counter_id).place
            facts = row.facts
            call, again = row.sequence, 0
            if row.kind == "ticket.recalled":
                called = queries.ticket_by_id(session, facts["ticket"])
                call, again = called.call or row.sequence, facts["changes"]["recalls"][1]
        return {
            "call": call,
            "code": facts["code"],
            "counter": place.counter,
            "room": place.room.in_language(language),
            "floor": place.floor.in_language(language),
            "again": again,
            "speech": [],
        }

    def _end_sessions(self, rows: list[journal.Entry]) -> None:
        for row in rows:
            if row.kind in STAFF_ENDS:
                self._end(f"person:{row.facts['person']}", "signed-out")
            elif row.kind == "person.signed_out":
                self._end(f"session:{row.facts['session']}", "signed-out")
            elif row.kind == "device.revoked":
                self._end(f"device:{row.facts['device']}", "revoked")

    def _end(self, room: str, reason: str) -> None:
        """Say so, and hang up: a screen that does not leave by itself hears nothing more."""
        socketio.emit("gone", {"reason": reason}, to=room)
        for sid in [sid for sid, _ in socketio.server.manager.get_participants("/", room)]:
            socketio.server.disconnect(sid)


def _passed(length: timedelta, since: datetime) -> bool:
    """Also when the machine's clock was set back meanwhile."""
    return not timedelta(0) <= clock.now() - since < length


def follower() -> Follower:
    found: Follower = current_app.extensions["deskq_follower"]
    return found


@socketio.on("connect")  # type: ignore[untyped-decorator]
def connect() -> None:
    if not current_app.testing:  # tests take each step by hand
        follower().start()


@socketio.on("watch")  # type: ignore[untyped-decorator]
def watch(asked: object = None, *more: object) -> dict[str, Any]:
    """A screen says what it is; the server decides what it may see, by session, device or ticket token."""
    given = asked if isinstance(asked, dict) else {}
    asked_for = str(given.get("lang"))
    language = asked_for if asked_for in web.LANGUAGES else str(current_app.config["LANGUAGE"])
    found = watching.allowed(given)
    if found is None:
        return {"ok": False, "type": "forbidden"}
    kind, office, row, rooms = found
    screen = Screen(kind, office, row, language)
    following = follower()
    if kind == "ticket":
        following.phones[row] = str(given["token"])
    following.watched[screen.room] = screen
    for room in (screen.room, *rooms):
        join_room(room)
    version = boards.version(db.session(), office)
    state = following.easel.kept(screen, version) or following._state(screen)
    emit("state", state)
    return {"ok": True, "version": state["version"], "epoch": EPOCH}


@socketio.on_error_default  # type: ignore[untyped-decorator]
def failed(error: Exception) -> dict[str, Any]:
    """A handler never shows a trace; the screen asks again when it reconnects."""
    log.exception("a socket's request failed", exc_info=error)
    disconnect(request.sid)  # type: ignore[attr-defined]
    return {"ok": False, "type": "fault"}


def init_app(app: Flask) -> None:
    app.extensions["deskq_follower"] = Follower(app)


def begin(app: Flask) -> None:
    """Begin to follow the journal and to keep the office, once the server runs."""
    with app.app_context():
        follower().start()
