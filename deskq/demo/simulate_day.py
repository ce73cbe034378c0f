"""A whole working day in fast time: the real services, from the opening of the counters to the close of the day."""

import random
from datetime import date, datetime, time, timedelta

from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.demo.seed_day import STEP, act, issue, open_counters, presses
from deskq.estimate.simulation import ARRIVAL_PROFILE
from deskq.office import queries as office_queries
from deskq.queue.models import LIVE, Ticket
from deskq.queue.service import counters
from deskq.queue.service import day as day_service
from deskq.queue.service.counter_action import CounterAction

OPENS, LENGTH = time(7, 30), timedelta(minutes=30 * len(ARRIVAL_PROFILE))
LAST = timedelta(minutes=90)  #: so long after the doors counters go on with who is inside
ARRIVALS = 0.55  #: in a minute, at a level of 1
BREAK = 15  # minutes


def begins(on: date) -> datetime:
    return datetime.combine(on, OPENS, clock.zone())


def day(office_id: int, on: date, seed: int = 1405) -> int:
    """Play a day of the past, the same for the same seed; returns how many visitors came. Stops the clock of this
    process meanwhile."""
    dice = random.Random(f"{seed} {on}")  # noqa: S311 (a demo, always the same)
    opens = moment = begins(on)
    came = 0
    with clock.at(moment):
        open_counters(office_id)
        breaks = _breaks(office_id, dice, opens)
        while moment < opens + LENGTH + LAST and (moment < opens + LENGTH or _anybody(office_id)):
            clock.fix(moment)
            came += _arrive(office_id, dice, moment - opens)
            _rest(office_id, breaks, moment)
            for press in presses(office_id):
                act(press, dice)
            moment += STEP * dice.uniform(0.5, 1.3)
        _end(office_id, on, moment)
    return came


def _arrive(office_id: int, dice: random.Random, since: timedelta) -> int:
    half_hour = int(since / timedelta(minutes=30))
    if half_hour >= len(ARRIVAL_PROFILE) or dice.random() >= ARRIVALS * ARRIVAL_PROFILE[half_hour]:
        return 0
    issue(office_id, dice)
    return 1


def _breaks(office_id: int, dice: random.Random, opens: datetime) -> dict[int, list[datetime]]:
    """{counter: when it pauses, then when it opens again}."""
    found = {}
    for counter in office_queries.counters(db.session(), office_id):
        pauses = opens + timedelta(minutes=dice.uniform(120, 270))
        found[counter.id] = [pauses, pauses + timedelta(minutes=BREAK * dice.uniform(0.9, 1.4))]
    return found


def _rest(office_id: int, breaks: dict[int, list[datetime]], moment: datetime) -> None:
    """Held visitors come back by themselves; a counter whose time has come pauses, once it has nobody."""
    day_service.return_due(office_id, moment)
    for row in office_queries.counters(db.session(), office_id):
        due = breaks.get(row.id)
        if due and row.clerk_id and moment >= due[0]:
            press = CounterAction(office_id, f"person:{row.clerk_id}", row.id, row.clerk_id)
            try:
                counters.break_counter(press, BREAK) if row.status == "open" else counters.open_counter(press)
            except DomainError:
                continue  # a visitor is there: it rests after the visit
            due.pop(0)


def _anybody(office_id: int) -> bool:
    return bool(db.session().query(Ticket.id).filter(Ticket.office_id == office_id, LIVE).first())


def _end(office_id: int, on: date, moment: datetime) -> None:
    clock.fix(moment)
    for press in presses(office_id):
        try:
            counters.close_counter(press)
        except DomainError:
            continue  # a visitor is still there: the close of the day ends both
    clock.fix(moment + timedelta(minutes=1))
    day_service.close_day(office_id, on + timedelta(days=1))
