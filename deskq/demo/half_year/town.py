"""Simulates the days of a half-year one after another, then codes all items and publishes the report."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select

from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.core.text.half_years import DAY, Half
from deskq.demo import amenities_past, applications
from deskq.demo.half_year import messages, queue_day, report
from deskq.demo.half_year.clock_of_past import PastDay, past_day
from deskq.demo.opening_hours import DAYS_OFF
from deskq.published import keep
from deskq.queue.models import Ticket

#: Applications are opened in this many groups of forty, each over as many days as ``applications.LENGTH``.
GROUPS = 4
#: Share of the days on which it rains: five times the messages.
RAIN = 0.08
#: Persian date of publication: so many days after the end.
PUBLISHED_AFTER = 15
Action = tuple[datetime, Callable[[PastDay], None]]


def days_of(half: Half) -> list[date]:
    """The working days of a half-year. The office is closed on the first days of the year."""
    first = half.first + (4 * DAY if half.number == 1 else 0 * DAY)
    every = (first + DAY * number for number in range((half.last - first).days + 1))
    return [day for day in every if day.weekday() not in DAYS_OFF]


def play(office_id: int, half: Half, shown: Callable[[list[date]], Any], seed: int = 1405) -> dict[str, int]:
    """Simulate the half-year; ``shown`` wraps the days in a progress bar. Returns the number of items of each kind."""
    rng = random.Random(f"{seed} {half}")  # noqa: S311 (demo, reproducible)
    working = days_of(half)
    with clock.at(_at(half.first, time(6))):
        hall, town = queue_day.hall_of(db.session(), office_id), messages.town_of(office_id, rng)
        report.promise_before(town, half)
        first_id = (db.session().scalar(select(func.max(Ticket.id))) or 0) + 1
    waiting = sorted([*_application_actions(office_id, working[0], rng), *_rounds(office_id, working)], key=_moment)
    visitors = 0
    with shown(working) as days:
        for on in days:
            today = queue_day.QueueDay(hall, on, rng, first_id + visitors)
            waiting += town.actions(_moments(on, rng, len(working)))
            due, waiting = _parted([*waiting, *today.actions()], _at(on, time(20)))
            with past_day(office_id, _at(on, time(7))) as past:
                for moment, do in due:
                    past.move_to(max(moment, past.tx.at))
                    do(past)
                today.store(past.tx.session)
            visitors = today.next_id - first_id
    coded = report.code_everything(town, half, _at(half.after.first + 5 * DAY, time(8)))
    with clock.at(_at(half.after.first + (PUBLISHED_AFTER - 2) * DAY, time(9))):
        keep.keep_due(db.session(), office_id)
    report.publish(town, half, _at(half.after.first + (PUBLISHED_AFTER - 1) * DAY, time(9)))
    return {"visitors": visitors, "messages": town.made, "applications": GROUPS * applications.COUNT, "coded": coded}


def working_time(on: date) -> datetime:
    """When a day of the demo town begins."""
    return _at(on, time(6))


def _moments(on: date, rng: random.Random, working: int) -> list[datetime]:
    mean = messages.COUNT / working / (1 + 4 * RAIN)
    count = mean * (5 if rng.random() < RAIN else 1) * rng.uniform(0.7, 1.3)
    return messages.moments_of(_at(on, time(7, 45)), rng, round(count))


def _application_actions(office_id: int, first: date, rng: random.Random) -> Iterator[Action]:
    for group in range(GROUPS):
        town = applications.Town(office_id, rng, group + 1)
        for moment, do in town.plan(_at(first, time(8)) + applications.LENGTH * group * 0.75):
            yield moment, _without_past(do)


def _rounds(office_id: int, working: list[date]) -> Iterator[Action]:
    """Rounds of the working days, and what was broken and repaired."""
    rounds = amenities_past.plan(office_id, _at(working[0], time(7, 30)), _at(working[-1] + 2 * DAY, time(7)))
    return ((moment, _without_past(do)) for moment, do in rounds)


def _without_past(do: Callable[[], object]) -> Callable[[PastDay], None]:
    def act(past: PastDay) -> None:
        with suppress(DomainError):  # the message or application has ended meanwhile
            do()

    return act


def _parted(actions: list[Action], until: datetime) -> tuple[list[Action], list[Action]]:
    """Those of this day in order, and those of later days."""
    return (
        sorted((one for one in actions if one[0] < until), key=_moment),
        [one for one in actions if one[0] >= until],
    )


def _moment(action: Action) -> datetime:
    return action[0]


def _at(on: date, hour: time) -> datetime:
    return datetime.combine(on, hour, clock.zone())
