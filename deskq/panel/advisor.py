"""Advice for the hall pages that somebody looks at: simulated in the background, kept in memory."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import randrange

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.extensions import db
from deskq.estimate.learned_model import Model
from deskq.estimate.snapshot import OfficeSnapshot
from deskq.estimate.what_if import RUNS, Expected, WhatIf, with_counters
from deskq.estimate.worker import Throttle, Worker
from deskq.office import config_cache
from deskq.office.rules import Target
from deskq.panel.hall_results import HallResults
from deskq.panel.rules import advice as rules
from deskq.panel.rules.advice import Advice, Expectation
from deskq.queue.models import LIVE, Ticket

EXTENSION = "deskq_advice"
PERIOD = 15.0
MAX_AGE = timedelta(seconds=90)
#: Fewer days, or visits of a service, teach too little.
LEAST_DAYS, LEAST_VISITS = 5, 20


@dataclass(frozen=True, slots=True)
class HallAdvice:
    """``unknown``: services that people wait for, with too little history to say anything. ``known``: False where the
    office has too little history altogether."""

    at: datetime
    advice: list[Advice]
    unknown: list[int]
    known: bool = True


class Advisor:
    """Tests call ``step`` themselves."""

    def __init__(self, app: Flask, worker: Worker) -> None:
        self._app, self._worker = app, worker
        self.results = HallResults[HallAdvice](MAX_AGE)

    def step(self) -> None:
        with self._app.app_context():
            for office_id in self.results.wanted():
                made = self._advise(db.session(), office_id)
                if made is not None:
                    self.results.keep(office_id, made)

    @staticmethod
    def _seed() -> int:
        return randrange(1_000_000)  # noqa: S311  (simulation, not security)

    def _advise(self, session: Session, office_id: int) -> HallAdvice | None:
        found = self._worker.situation(session, office_id)
        if found is None:
            return None
        snapshot, model = found
        config = config_cache.of(session, office_id)
        waiting = (LIVE, Ticket.state == "waiting", Ticket.first_wait.is_(None))
        first = set(session.scalars(select(Ticket.id).where(Ticket.office_id == office_id, *waiting)))
        session.rollback()  # no transaction stays open during the simulation
        known = {row.id for row in config.offered if model.durations.visits(row.id) >= LEAST_VISITS}
        unknown = sorted({person.service for person in snapshot.people if not person.probe} - known)
        if model.arrivals.days() < LEAST_DAYS:
            return HallAdvice(clock.now(), [], unknown, known=False)
        targets = {service: config.target(service) for service in known}
        return HallAdvice(clock.now(), advise(snapshot, model, targets, first, self._seed(), Throttle()), unknown)


def advise(
    snapshot: OfficeSnapshot,
    model: Model,
    targets: Mapping[int, Target],
    first: Collection[int],
    seed: int,
    rest: Callable[[], None] = lambda: None,
) -> list[Advice]:
    """``first``: ids of visitors who wait for their first call. Every scenario meets the same visitors. ``rest`` is
    called between two runs."""
    seconds = {service: float(target.seconds) for service, target in targets.items()}

    def expected(changed: OfficeSnapshot) -> dict[int, Expectation]:
        scenario = WhatIf(changed, model, seed, seconds, first)
        while scenario.runs < RUNS:
            scenario.step()
            rest()
        return {service: _expectation(one) for service, one in scenario.expected.items()}

    def with_more(service: int, counters: int) -> Expectation:
        return expected(with_counters(snapshot, service, counters))[service]

    return rules.advise(expected(snapshot), targets, with_more)


def _expectation(one: Expected) -> Expectation:
    return Expectation(one.known / RUNS, 100 * one.in_time // one.known if one.known else 100)


def of(office_id: int) -> HallAdvice | None:
    advisor: Advisor = current_app.extensions[EXTENSION]
    return advisor.results.latest(office_id)
