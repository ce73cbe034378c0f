"""Simulates a whole working day with the real services, from the opening of the counters to the close of the day."""

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from deskq.core import actors, clock
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.demo.seed_day import STEP, issue, open_counters, random_action
from deskq.estimate.simulation import ARRIVAL_PROFILE
from deskq.invented.clerks import open_counter_actions
from deskq.office import queries as office_queries
from deskq.queue.models import LIVE, Ticket
from deskq.queue.service import counters
from deskq.queue.service import day as day_service
from deskq.queue.service.counter_action import CounterAction

OPENS, LENGTH = time(7, 30), timedelta(minutes=30 * len(ARRIVAL_PROFILE))
OVERTIME = timedelta(minutes=90)  #: how long after closing time counters serve visitors inside
ARRIVALS = 0.55  #: per minute, at a profile level of 1
BREAK = 15  # minutes


def opening_time(on: date) -> datetime:
    return datetime.combine(on, OPENS, clock.zone())


def simulate_day(
    office_id: int, on: date, seed: int = 1405, report: Callable[[int, int], object] = lambda done, total: None
) -> int:
    """Simulate a past day, reproducible by seed; returns the number of visitors. Fixes the clock of this process
    meanwhile."""
    rng = random.Random(f"{seed} {on}")  # noqa: S311 (demo, reproducible)
    opens = moment = opening_time(on)
    came = 0
    with clock.at(moment):
        open_counters(office_id)
        breaks = _breaks(office_id, rng, opens)
        while moment < opens + LENGTH + OVERTIME and (moment < opens + LENGTH or _anybody_left(office_id)):
            clock.fix(moment)
            report((moment - opens) // STEP, LENGTH // STEP)
            came += _arrive(office_id, rng, moment - opens)
            _breaks_and_returns(office_id, breaks, moment)
            for action in open_counter_actions(office_id):
                random_action(action, rng)
            moment += STEP * rng.uniform(0.5, 1.3)
        _close_day(office_id, on, moment)
    return came


def _arrive(office_id: int, rng: random.Random, since: timedelta) -> int:
    half_hour = int(since / timedelta(minutes=30))
    if half_hour >= len(ARRIVAL_PROFILE) or rng.random() >= ARRIVALS * ARRIVAL_PROFILE[half_hour]:
        return 0
    issue(office_id, rng)
    return 1


def _breaks(office_id: int, rng: random.Random, opens: datetime) -> dict[int, list[datetime]]:
    """{counter: [start of its break, end of it]}."""
    found = {}
    for counter in office_queries.counters(db.session(), office_id):
        pauses = opens + timedelta(minutes=rng.uniform(120, 270))
        found[counter.id] = [pauses, pauses + timedelta(minutes=BREAK * rng.uniform(0.9, 1.4))]
    return found


def _breaks_and_returns(office_id: int, breaks: dict[int, list[datetime]], moment: datetime) -> None:
    """Visitors on hold return; a counter whose break is due pauses once it is free."""
    day_service.return_due(office_id)
    for row in office_queries.counters(db.session(), office_id):
        due = breaks.get(row.id)
        if due and row.clerk_id and moment >= due[0]:
            action = CounterAction(office_id, actors.person(row.clerk_id), row.id, row.clerk_id)
            try:
                counters.break_counter(action, BREAK) if row.status == "open" else counters.open_counter(action)
            except DomainError:
                continue  # a visitor is there: the break follows the visit
            due.pop(0)


def _anybody_left(office_id: int) -> bool:
    return bool(db.session().query(Ticket.id).filter(Ticket.office_id == office_id, LIVE).first())


def _close_day(office_id: int, on: date, moment: datetime) -> None:
    clock.fix(moment)
    for action in open_counter_actions(office_id):
        try:
            counters.close_counter(action)
        except DomainError:
            continue  # a visitor is still there: closing the day ends both
    clock.fix(moment + timedelta(minutes=1))
    day_service.close_day(office_id, on + timedelta(days=1))
