"""A random day of the queue, written in one piece: tickets, intervals, ratings, and their journal entries."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from deskq.core import actors, secrets
from deskq.core.text import jalali
from deskq.demo.half_year.clock_of_past import PastDay
from deskq.demo.half_year.texts import COMMENTS
from deskq.demo.seed_day import CLASSES, SERVICES
from deskq.demo.simulate_day import opening_time
from deskq.estimate.simulation import ARRIVAL_PROFILE
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.rules import code
from deskq.queue import events
from deskq.queue.models import Ticket, VisitInterval
from deskq.queue.service.counter_action import json_value
from deskq.ratings import integrity, questionnaire
from deskq.ratings.events import RatingGiven, WordsAdded
from deskq.ratings.models import Rating, RatingAnswer
from deskq.staff import queries as staff_queries

HALF_HOUR = timedelta(minutes=30)
#: Open counters. They are almost enough at the peak.
OPEN = 4
#: Visitors on a usual day, and the factor for Esfand.
VISITORS, ESFAND = 92, 1.35
RATED, COMMENTED, ANSWERED = 0.24, 0.12, 0.8
SCORES, WEIGHTS = (5, 4, 3, 2, 1), (42, 32, 14, 7, 5)
Action = tuple[datetime, Callable[[PastDay], None]]


@dataclass(frozen=True)
class Hall:
    """Counters with their clerk, services and classes of the office: {code: (id, series)}, {code: (id, weight)}."""

    office_id: int
    counters: list[tuple[int, int, int]]
    services: dict[str, tuple[int, str]]
    classes: dict[str, tuple[int, float]]


def hall_of(session: Session, office_id: int) -> Hall:
    clerks = [one for one in staff_queries.people(session, office_id) if one.role == "clerk"]
    counters, config = office_queries.counters(session, office_id), config_cache.of(session, office_id)
    return Hall(
        office_id,
        [(row.id, row.number, clerk.id) for row, clerk in zip(counters[:OPEN], clerks, strict=False)],
        {row.code: (row.id, row.series) for row in config.services.values()},
        {row.code: (row.id, row.weight) for row in config.priorities.values()},
    )


class QueueDay:
    """``actions`` of one day in any order; after the last one ``store`` writes the rows."""

    def __init__(self, hall: Hall, on: date, rng: random.Random, first_id: int) -> None:
        self.hall, self.on, self.rng = hall, on, rng
        self.day, self.next_id = jalali.day_number(on), first_id
        self.numbers: dict[str, int] = {}
        self.rows: dict[type[Any], list[dict[str, Any]]] = {Ticket: [], VisitInterval: [], Rating: [], RatingAnswer: []}

    def actions(self) -> Iterator[Action]:
        opens = opening_time(self.on)
        free = {counter: opens for counter, _, _ in self.hall.counters}
        for counter, number, clerk in self.hall.counters:
            yield opens, self._counter(events.CounterOpened, counter, number, clerk, opens=True)
        for arrived in sorted(self._arrivals(opens)):
            counter = min(free, key=lambda one: free[one])
            yield from self._visit(arrived, counter, free)
        closes = max([opens + HALF_HOUR * len(ARRIVAL_PROFILE), *free.values()]) + timedelta(minutes=5)
        for counter, number, clerk in self.hall.counters:
            yield closes, self._counter(events.CounterClosed, counter, number, clerk, opens=False)

    def store(self, session: Session) -> None:
        for model, rows in self.rows.items():
            if rows:
                session.execute(insert(model), rows)

    def _arrivals(self, opens: datetime) -> Iterator[datetime]:
        busy = ESFAND if self.day // 100 % 100 == 12 else 1.0
        whole = VISITORS * busy * self.rng.uniform(0.8, 1.2)
        for place, level in enumerate(ARRIVAL_PROFILE):
            expected = whole * level / sum(ARRIVAL_PROFILE)
            for _ in range(int(expected) + (self.rng.random() < expected % 1)):
                yield opens + HALF_HOUR * (place + self.rng.random())

    def _visit(self, arrived: datetime, counter: int, free: dict[int, datetime]) -> Iterator[Action]:
        rng = self.rng
        called = max(arrived, free[counter]) + timedelta(seconds=rng.uniform(5, 40))
        ticket = Visit(self, counter, arrived, called, came=rng.random() > 0.06)
        yield arrived, ticket.issue
        yield called, ticket.call
        if not ticket.came:
            free[counter] = called + timedelta(minutes=2)
            yield free[counter], ticket.miss
            return
        started = called + timedelta(seconds=rng.uniform(15, 70))
        finished = started + timedelta(minutes=rng.lognormvariate(2.35, 0.6))
        free[counter] = finished
        yield started, ticket.start
        yield finished, ticket.finish
        if rng.random() < RATED:
            yield finished + timedelta(minutes=rng.uniform(0.2, 20)), ticket.rate

    def _counter(self, kind: Any, counter: int, number: int, clerk: int, opens: bool) -> Callable[[PastDay], None]:
        states = ["closed", "open"] if opens else ["open", "closed"]
        changes = {"clerk_id": [None, clerk] if opens else [clerk, None], "status": states}
        return lambda past: void(past.append(actors.person(clerk), kind(counter, number, changes)))


def void(_: object) -> None:
    """Discards the return value of an action."""


class Visit:
    """One ticket. Its methods are the actions on it, in order."""

    def __init__(self, of: QueueDay, counter: int, arrived: datetime, called: datetime, came: bool) -> None:
        self.of, self.came, self.counter = of, came, counter
        self.clerk = next(clerk for one, _, clerk in of.hall.counters if one == counter)
        self.wait = (called - arrived) // timedelta(microseconds=1)
        service = of.rng.choices(list(SERVICES), list(SERVICES.values()))[0]
        priority = of.rng.choices(list(CLASSES), list(CLASSES.values()))[0] or "ordinary"
        self.priority, self.weight = of.hall.classes[priority]
        self.service, self.series = of.hall.services[service]
        self.row: dict[str, Any] = {}

    def issue(self, past: PastDay) -> None:
        number = self.of.numbers[self.series] = self.of.numbers.get(self.series, 0) + 1
        self.id, self.code, self.since = self.of.next_id, code(self.series, number), past.tx.at
        self.of.next_id += 1
        new = {
            "ahead_at_issue": 0, "arrived_at": past.tx.at, "code": self.code, "day": self.of.day, "group_size": 1,
            "in_person": False, "language": "fa", "let_pass": 0, "number": number, "priority_id": self.priority,
            "recalls": 0, "series": self.series, "service_id": self.service, "since": past.tx.at, "state": "waiting",
        }  # fmt: skip
        secret = secrets.hashed(secrets.new())
        self.row = {"id": self.id, "office_id": self.of.hall.office_id, "token_hash": secret, "waited": 0, **EMPTY}
        past.append("demo", events.TicketIssued(self.id, self.code, self._changed(new), self.weight))

    def call(self, past: PastDay) -> None:
        why = {"rule": "claim", "heads": []}
        self._interval(past, "waiting", "call")
        sequence = past.tx.action
        new = {"state": "called", "counter_id": self.counter, "clerk_id": self.clerk, "called_at": past.tx.at}
        self._move(past, "call", new | {"call": sequence, "since": past.tx.at}, why)
        self.row |= {"waited": self.wait, "first_wait": self.wait}

    def miss(self, past: PastDay) -> None:
        self._interval(past, "called", "miss")
        self._move(past, "miss", {"state": "absent", "since": past.tx.at})
        self._interval(past, "absent", "expire")
        self._move(past, "expire", {"state": "expired", "since": past.tx.at}, by="day")
        self._keep()

    def start(self, past: PastDay) -> None:
        self._interval(past, "called", "start")
        self._move(past, "start", {"state": "serving", "started_at": past.tx.at, "since": past.tx.at})

    def finish(self, past: PastDay) -> None:
        outcome = self.of.rng.choices(["done", "documents_missing", "referred"], [80, 13, 7])[0]
        self._interval(past, "serving", "finish", outcome)
        new = {"state": "done", "finished_at": past.tx.at, "outcome": outcome, "served": 1, "since": past.tx.at}
        self._move(past, "finish", new)
        self._keep()

    def rate(self, past: PastDay) -> None:
        rng, salt = self.of.rng, integrity.new_salt()
        score = rng.choices(SCORES, WEIGHTS)[0]
        comment = rng.choice(COMMENTS[:3] if score < 3 else COMMENTS)[2] if rng.random() < COMMENTED else ""
        proof = integrity.proof_of(self.id, score, salt)
        past.append("visitor", RatingGiven(self.id, self.counter, "phone", proof, None))
        if comment:
            past.append("visitor", WordsAdded(self.id, self.counter))
        here = {"ticket_id": self.id, "office_id": self.of.hall.office_id, "service_id": self.service,
                "counter_id": self.counter, "day": self.of.day, "given_at": past.tx.at}  # fmt: skip
        ending = (
            "done" if self.row["outcome"] == "done" else "could_not" if self.row["outcome"] != "referred" else "done"
        )
        asked = rng.sample(list(questionnaire.ITEMS), 4) if rng.random() < ANSWERED else []
        words_at = past.tx.at if comment or asked else None
        given = {"ending": ending, "score": score, "salt": salt, "comment": comment, "asked": ",".join(asked)}
        given |= {"reasons": "", "source": "phone", "mark": None, "source_hash": "", "words_at": words_at}
        self.of.rows[Rating].append(here | given)
        for item in asked:
            slower = questionnaire.ITEMS[item].axis == "time" and rng.random() < 0.5
            value = min(5, max(1, score + rng.choice((-1, 0, 0, 1)) - slower))
            self.of.rows[RatingAnswer].append(here | {"item": item, "value": value})

    def _move(self, past: PastDay, verb: str, new: dict[str, Any], why: Any = None, by: str = "") -> None:
        event = events.TICKET_EVENTS[verb](self.id, self.code, verb, self.counter, self._changed(new), why)
        past.append(by or actors.person(self.clerk), event)
        self.since = past.tx.at

    def _changed(self, new: dict[str, Any]) -> dict[str, list[Any]]:
        changes = {name: [json_value(self.row.get(name)), json_value(value)] for name, value in new.items()}
        self.row |= new
        return changes

    def _interval(self, past: PastDay, state: str, verb: str, outcome: str | None = None) -> None:
        """The interval that the entry written next ends."""
        past.move_to(past.tx.at)
        here = state != "waiting"
        self.of.rows[VisitInterval].append(
            {
                "office_id": self.of.hall.office_id, "sequence": past.tx.action, "ticket_id": self.id,
                "day": self.of.day, "state": state, "verb": verb, "outcome": outcome, "service_id": self.service,
                "counter_id": self.counter if here else None, "clerk_id": self.clerk if here else None,
                "began_at": self.since, "ended_at": past.tx.at,
            }
        )  # fmt: skip

    def _keep(self) -> None:
        self.of.rows[Ticket].append(self.row)


#: Columns that not every ticket fills.
EMPTY = dict.fromkeys(
    (
        *("counter_id", "clerk_id", "call", "called_at", "started_at", "finished_at", "fetched_at", "returns_at"),
        *("first_wait", "outcome", "served", "request_key"),
    )
)
