"""The estimate's own background work: follow the journal, play the line forward, publish, keep what was said.

At most one picture a second and at most a tenth of the time; between two runs everybody else has their turn. Requests
and screens only read what was published.
"""

import json
from datetime import datetime, timedelta
from random import Random
from time import monotonic

from flask import Flask
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db, socketio
from deskq.estimate import accuracy, prediction_intervals, prediction_store, snapshot_loader
from deskq.estimate.forecast import Forecast, served
from deskq.estimate.forecast_cache import Board, CalibratedBand, Snapshot
from deskq.estimate.journal_reader import Memory, News
from deskq.estimate.learned_model import Model
from deskq.estimate.prediction_intervals import Calibration
from deskq.estimate.snapshot import Hall
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.config_cache import Catalogue

CALM = 10.0  # seconds after which a picture is made anew although nothing happened
LONG = 0.002  # seconds of work in one piece
LEARNED = timedelta(weeks=8)
PIECE = 500  # journal rows read at once
MOST_ROWS = 200_000  # of a big office only the latest are learned

E = journal.Entry
ROWS = (
    select(E.sequence, E.at, E.kind, E.body)
    .where(E.office_id == bindparam("office"), E.sequence > bindparam("after"))
    .order_by(E.sequence)
    .limit(PIECE)
)


class Rest:
    """Lets others have their turn after LONG seconds of work, and then for as long as the work took: in a huge hall
    requests have at least half of the time."""

    def __init__(self) -> None:
        self._since = monotonic()

    def __call__(self) -> None:
        worked = monotonic() - self._since
        if worked >= LONG:
            socketio.sleep(worked)
            self._since = monotonic()


class Worker:
    """Estimates all offices of one process. Tests take each step by hand."""

    def __init__(self, app: Flask, board: Board) -> None:
        self.app, self.board = app, board
        self.dice = Random()  # noqa: S311  (luck of a simulation)
        self._memories: dict[int, Memory] = {}
        self._calibrations: dict[int, Calibration] = {}
        self._drawn: dict[int, float] = {}

    def step(self) -> None:
        """One round over all offices."""
        with self.app.app_context():
            for office_id in office_queries.offices(db.session()):
                self._office(db.session(), office_id)

    def _office(self, session: Session, office_id: int) -> None:
        news = News()
        fresh = office_id not in self._memories
        memory = self._memories.get(office_id) or self._begin(session, office_id)
        moved = self._read(session, office_id, memory, news)
        if not fresh:
            self._keep(session, office_id, news)
        accuracy.of(session, office_id)
        if moved or fresh or monotonic() - self._drawn.get(office_id, 0.0) >= CALM:
            self._drawn[office_id] = monotonic()
            about = config_cache.of(session, office_id)
            usual = {row.id: row.usual_minutes * 60.0 for row in about.services.values() if row.usual_minutes}
            memory.lore.durations.usual = usual
            now = clock.now()
            hall = snapshot_loader.hall(session, about, memory, now)
            session.rollback()  # nothing is held while the line is played
            self.board.publish(office_id, self._foresee(hall, about, memory.lore, self._calibrations[office_id], now))

    def _begin(self, session: Session, office_id: int) -> Memory:
        """Begin to learn where the last weeks begin."""
        since = select(func.min(E.sequence)).where(E.office_id == office_id, E.at >= clock.now() - LEARNED)
        last = journal.position(session, office_id)[0]
        first = session.scalar(since) or last + 1
        memory = Memory(Model(), max(first - 1, last - MOST_ROWS))
        self._memories[office_id] = memory
        self._calibrations[office_id] = prediction_store.calibrated(session, office_id)
        return memory

    def _read(self, session: Session, office_id: int, memory: Memory, news: News) -> bool:
        """Learn what the journal says since last time; whether there was anything."""
        before = memory.sequence
        while True:
            asked = {"office": office_id, "after": memory.sequence}
            rows = session.connection().execute(ROWS, asked).fetchall()
            session.rollback()
            for sequence, at, kind, body in rows:
                memory.read(sequence, at, kind, json.loads(body), news)
            if len(rows) < PIECE:
                return memory.sequence > before
            socketio.sleep(0)

    def _keep(self, session: Session, office_id: int, news: News) -> None:
        """Store what newcomers were told as they came, and compare what was told to those who were called."""
        snapshot = self.board.latest(office_id)
        rows = []
        for ticket, at, service, weight in news.issued if snapshot is not None else ():
            told = snapshot.newcomers.get((service, weight)) if snapshot is not None else None
            if told is not None:
                rows.append(prediction_store.row(office_id, ticket, service, at, told))
        prediction_store.store(session, rows, {})
        outcomes = prediction_store.waits(session, news.called)
        prediction_store.store(session, [], outcomes)
        prediction_store.learn(session, self._calibrations[office_id], outcomes)
        session.rollback()

    def _foresee(self, hall: Hall, about: Catalogue, lore: Model, calibration: Calibration, now: datetime) -> Snapshot:
        forecast, rest = Forecast(hall, lore, self.dice), Rest()
        while forecast.runs < forecast.enough():
            forecast.step()
            rest()
        found, manned = forecast.waits(), served(hall)
        sent = {person.id for person in hall.people if person.desk is not None}
        service = {person.id: person.service for person in hall.people}

        def told(person: int) -> CalibratedBand | None:
            rest()
            if service[person] not in manned and person not in sent:
                return None
            raw = prediction_intervals.of_runs(found[person])
            return CalibratedBand(raw, calibration.band(raw)) if raw is not None else None

        newcomers = {kind: told(-number) for number, kind in enumerate(snapshot_loader.kinds(about), 1)}
        return Snapshot(now, newcomers, {person: told(person) for person in found if person > 0})


def init_app(app: Flask) -> Worker:
    """The board that screens read, and the worker that fills it once a server runs."""
    board = Board()
    worker = Worker(app, board)
    app.extensions["deskq_estimate"] = worker
    return worker
