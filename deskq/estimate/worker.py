"""Background work of the estimate: follow the journal, simulate the queue, publish the forecast, store predictions.

At most one forecast per second and office and at most a tenth of the time; between two runs it yields. Requests and
screens only read what was published.
"""

import json
from datetime import datetime, timedelta
from random import Random, getrandbits
from threading import Event
from time import monotonic

from flask import Flask
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db, socketio
from deskq.estimate import accuracy, prediction_intervals, prediction_store, snapshot_loader
from deskq.estimate.circumstances import Surroundings
from deskq.estimate.forecast import Forecast, served_services
from deskq.estimate.forecast_cache import CalibratedInterval, ForecastCache, OfficeForecast
from deskq.estimate.journal_reader import JournalReader, NewEntries
from deskq.estimate.learned_model import Model
from deskq.estimate.prediction_intervals import Calibration
from deskq.estimate.snapshot import OfficeSnapshot
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig

MAX_IDLE = 10.0  # seconds after which the forecast is renewed without any event
MAX_SLICE = 0.002  # seconds of work without yielding
LEARNING_PERIOD = timedelta(weeks=8)
BATCH = 200  # journal rows read, and predictions stored, at once
MAX_ROWS = 200_000  # a large office learns from the latest only

E = journal.Entry
ROWS = (
    select(E.sequence, E.at, E.kind, E.body)
    .where(E.office_id == bindparam("office"), E.sequence > bindparam("after"))
    .order_by(E.sequence)
    .limit(BATCH)
)


class Throttle:
    """After MAX_SLICE seconds of work, sleeps for as long as the work took, so that requests get at least half of the
    time even in a very large office."""

    def __init__(self) -> None:
        self._since = monotonic()

    def __call__(self) -> None:
        worked = monotonic() - self._since
        if worked >= MAX_SLICE:
            socketio.sleep(worked)
            self._since = monotonic()


class Worker:
    """Forecasts all offices in one process. Tests call ``step`` themselves."""

    def __init__(self, app: Flask, board: ForecastCache) -> None:
        self.app, self.board = app, board
        self.rng = Random(getrandbits(64))  # noqa: S311  (simulation, not security)
        self._readers: dict[int, JournalReader] = {}
        self._calibrations: dict[int, Calibration] = {}
        self._drawn: dict[int, float] = {}
        self.woken = Event()  #: set for the next round to begin at once

    def step(self) -> None:
        """One round over all offices."""
        with self.app.app_context():
            for office_id, last in journal.positions(db.session()).items():
                if self._is_due(office_id, last):
                    self._office(db.session(), office_id)

    def _is_due(self, office_id: int, last: int) -> bool:
        """Whether something happened in the office since the last round, or its forecast is old."""
        reader = self._readers.get(office_id)
        return reader is None or last > reader.sequence or self._is_old(office_id)

    def _is_old(self, office_id: int) -> bool:
        return monotonic() - self._drawn.get(office_id, 0.0) >= MAX_IDLE

    def _office(self, session: Session, office_id: int) -> None:
        new = NewEntries()
        fresh = office_id not in self._readers
        reader = self._readers.get(office_id) or self._begin(session, office_id)
        moved = self._read(session, office_id, reader, new)
        if not fresh:
            self._keep(session, office_id, new)
        accuracy.latest(session, office_id)
        if moved or fresh or self._is_old(office_id):
            self._drawn[office_id] = monotonic()
            config = config_cache.of(session, office_id)
            usual = {row.id: row.usual_minutes * 60.0 for row in config.services.values() if row.usual_minutes}
            reader.model.durations.usual = usual
            now = clock.now()
            snapshot = snapshot_loader.load_snapshot(session, config, reader, now)
            session.rollback()  # no transaction stays open during the simulation
            made = self._predict(snapshot, config, reader.model, self._calibrations[office_id], now)
            self.board.publish(office_id, made)

    def situation(self, session: Session, office_id: int) -> tuple[OfficeSnapshot, Model] | None:
        """The state of an office now and what was learned about it; None before its journal was read."""
        reader = self._readers.get(office_id)
        if reader is None:
            return None
        config = config_cache.of(session, office_id)
        return snapshot_loader.load_snapshot(session, config, reader, clock.now()), reader.model

    def _begin(self, session: Session, office_id: int) -> JournalReader:
        """A reader that starts at the first journal entry of the learning period."""
        since = select(func.min(E.sequence)).where(E.office_id == office_id, E.at >= clock.now() - LEARNING_PERIOD)
        last = journal.position(session, office_id)[0]
        first = session.scalar(since) or last + 1
        reader = JournalReader(Model(), max(first - 1, last - MAX_ROWS))
        self._readers[office_id] = reader
        self._calibrations[office_id] = prediction_store.load_calibration(session, office_id)
        return reader

    def _read(self, session: Session, office_id: int, reader: JournalReader, new: NewEntries) -> bool:
        """Learn from the journal entries since the last round; returns whether there were any."""
        before = reader.sequence
        while True:
            asked = {"office": office_id, "after": reader.sequence}
            rows = session.connection().execute(ROWS, asked).fetchall()
            session.rollback()
            for sequence, at, kind, body in rows:
                reader.read(sequence, at, kind, json.loads(body), new)
            if len(rows) < BATCH:
                return reader.sequence > before
            socketio.sleep(0)

    def _keep(self, session: Session, office_id: int, new: NewEntries) -> None:
        """Store the predictions shown to newcomers, and the outcomes of tickets called since."""
        office_forecast = self.board.latest(office_id)
        newcomers = office_forecast.newcomers if office_forecast is not None else {}
        for first in range(0, len(new.issued), BATCH):
            rows = [
                prediction_store.prediction_row(office_id, ticket, service, at, prediction)
                for ticket, at, service, weight in new.issued[first : first + BATCH]
                if (prediction := newcomers.get((service, weight))) is not None
            ]
            prediction_store.store(session, rows, {})
            socketio.sleep(0)
        outcomes = prediction_store.waits(session, new.called)
        prediction_store.store(session, [], outcomes)
        prediction_store.learn(session, self._calibrations[office_id], outcomes)
        session.rollback()

    def _predict(
        self, snapshot: OfficeSnapshot, config: OfficeConfig, model: Model, calibration: Calibration, now: datetime
    ) -> OfficeForecast:
        forecast, rest = Forecast(snapshot, model, self.rng), Throttle()
        while forecast.runs < forecast.enough():
            forecast.step()
            rest()
        found, staffed = forecast.waits(), served_services(snapshot)
        sent = {person.id for person in snapshot.people if person.counter is not None}
        people, surroundings = {person.id: person for person in snapshot.people}, Surroundings(snapshot, model)

        def prediction(person: int) -> CalibratedInterval | None:
            rest()
            if people[person].service not in staffed and person not in sent:
                return None
            raw = prediction_intervals.interval_of(found[person])
            if raw is None:
                return None
            seen = surroundings.of(people[person], found[person])
            return CalibratedInterval(raw, calibration.band(raw, seen), seen)

        newcomers = {kind: prediction(-number) for number, kind in enumerate(snapshot_loader.newcomer_kinds(config), 1)}
        endless = {service for (service, _), made in newcomers.items() if made is None and service in staffed}
        tickets = {person: prediction(person) for person in found if person > 0}
        return OfficeForecast(now, newcomers, tickets, frozenset(endless))


def init_app(app: Flask) -> Worker:
    """Create the worker with its cache; it runs once a server starts it."""
    board = ForecastCache()
    worker = Worker(app, board)
    app.extensions["deskq_estimate"] = worker
    return worker
