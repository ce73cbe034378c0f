"""A state machine test of an office: random actions, and a slow model that records every overtaking."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from deskq.core import clock, secrets
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.queue import jobs, queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.priority import CounterQueue
from deskq.queue.screens.shared import screen_version
from deskq.queue.service import assistance, calls, cancel, counters, in_hall, keep, serve, switch
from deskq.queue.service.counter_action import CounterAction, current_visitor
from deskq.queue.service.issue import issue
from deskq.queue.service.let_pass import let_pass
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from deskq.staff import queries as staff_queries
from tests.queue import invariants

CODES = ("renewal_levy", "info_desk", "notary_clearance")
CLASSES = ("", "elderly", "disability")
COUNTERS = (1, 2, 4)
WAITS = (0, 5, 61, 240, 1300)


@dataclass(frozen=True)
class Seen:
    """Somebody who waited and could have been called by the counter that called another, who came later."""

    overtaken: int
    call: int


@dataclass
class Hall:
    """``do(verb, counter, pick)`` presses; a refusal is an answer. ``witnessed`` holds every overtaking."""

    office: int
    issued: list[int] = field(default_factory=list)
    witnessed: set[Seen] = field(default_factory=set)

    @property
    def session(self) -> Session:
        return db.session()

    def do(self, verb: str, counter: int, pick: int) -> None:
        before = invariants.tickets(self.session, self.office)
        version = screen_version(self.session, self.office)
        try:
            with self._witness(counter):
                VERBS[verb](self, self.press(counter), pick)
        except DomainError:
            assert screen_version(self.session, self.office) == version
            after = invariants.tickets(self.session, self.office)
            assert [row.state for row in after] == [row.state for row in before]

    def press_only(self, verb: str, counter: int, pick: int) -> None:
        """As ``do``, without a look at the office before and after it."""
        with suppress(DomainError):
            VERBS[verb](self, self.press(counter), pick)

    def press(self, number: int) -> CounterAction:
        clerks = [person for person in staff_queries.people(self.session, self.office) if person.role == "clerk"]
        counter = office_queries.counter_by_number(self.session, self.office, number)
        assert counter is not None
        return CounterAction(self.office, f"person:{clerks[number].id}", counter.id, clerks[number].id)

    def any(self, pick: int) -> int:
        """Any ticket, mostly one of the last."""
        return self.issued[-1 - pick % min(len(self.issued), 12)] if self.issued else 1

    @contextmanager
    def _witness(self, number: int) -> Iterator[None]:
        """Before a call: who could be called here. After it: who of them came before the one called."""
        action = self.press(number)
        about = config_cache.of(self.session, self.office)
        line = CounterQueue(about.served(action.counter_id, action.clerk_id), timedelta(0), clock.now())
        everyone = queries.everyone_waiting(self.session, about)
        mine = [head for head in everyone if head.counter_id in (None, action.counter_id) and line.serves(head)]
        last = screen_version(self.session, self.office)
        yield
        for row in invariants.tickets(self.session, self.office):
            if row.call is not None and row.call > last:
                self.witnessed |= {Seen(head.id, row.call) for head in mine if head.arrived_at < row.arrived_at}


def _issue(hall: Hall, action: CounterAction, pick: int) -> None:
    code, priority = CODES[pick % len(CODES)], CLASSES[pick // len(CODES) % len(CLASSES)]
    made = issue(hall.office, "test", NewTicket(code, secrets.new(), priority, in_person=pick % 5 == 0))
    hall.issued.append(made.id)


def _promise(hall: Hall, action: CounterAction, pick: int) -> None:
    """A ticket with a promised hour: the visitor is here, and not to be called before it."""
    begins_at = clock.now() + timedelta(seconds=WAITS[pick % len(WAITS)])
    code = CODES[pick % len(CODES)]
    hall.issued.append(issue(hall.office, "test", NewTicket(code, secrets.new(), "elderly", begins_at=begins_at)).id)


def _wait(hall: Hall, action: CounterAction, pick: int) -> None:
    clock.fix(clock.now() + timedelta(seconds=WAITS[pick % len(WAITS)]))
    jobs.run_once()


def _finish_and_next(hall: Hall, action: CounterAction, pick: int) -> None:
    counter = office_queries.counter_of(hall.session, action.clerk_id or 0)
    here = current_visitor(hall.session, counter) if counter is not None else None
    calls.call_next(action, finish=here.id if here else hall.any(pick))


def _amend(hall: Hall, action: CounterAction, pick: int) -> None:
    wish = in_hall.Amendment(CODES[pick % len(CODES)], group_size=1 + pick % 3, language=("fa", "en")[pick % 2])
    in_hall.amend(hall.office, "test", hall.any(pick), wish)


def _answer(hall: Hall, action: CounterAction, pick: int) -> None:
    in_hall.answer(hall.office, "test", action.clerk_id, hall.any(pick))


def _walk_in(hall: Hall, action: CounterAction, pick: int) -> None:
    made = calls.serve_walk_in(action, NewTicket(CODES[pick % len(CODES)], secrets.new()))
    hall.issued.append(made.id)


VERBS: dict[str, Callable[[Hall, CounterAction, int], Any]] = {
    "issue": _issue,
    "promise": _promise,
    "wait": _wait,
    "open": lambda hall, action, pick: counters.open_counter(action),
    "close": lambda hall, action, pick: counters.close_counter(action),
    "break": lambda hall, action, pick: counters.break_counter(action, 5),
    "call": lambda hall, action, pick: calls.call_next(action),
    "call_chosen": lambda hall, action, pick: calls.call_next(action, hall.any(pick)),
    "finish_and_next": _finish_and_next,
    "recall": lambda hall, action, pick: calls.recall(action),
    "fetch": lambda hall, action, pick: assistance.escort(action),
    "mark": lambda hall, action, pick: assistance.set_in_person(action, hall.any(pick), pick % 2 == 0),
    "start": lambda hall, action, pick: serve.start(action),
    "miss": lambda hall, action, pick: serve.mark_absent(action),
    "hold": lambda hall, action, pick: serve.hold(action),
    "resume": lambda hall, action, pick: serve.resume(action, hall.any(pick)),
    "send_back": lambda hall, action, pick: serve.send_back(action, hall.any(pick)),
    "put_back": lambda hall, action, pick: serve.requeue(action),
    "transfer": lambda hall, action, pick: transfer(action, CODES[pick % len(CODES)], None, "random"),
    "direct": lambda hall, action, pick: transfer(action, counter_number=COUNTERS[pick % len(COUNTERS)]),
    "finish": lambda hall, action, pick: serve.finish(action),
    "cancel": lambda hall, action, pick: cancel.cancel(hall.office, hall.any(pick)),
    "let_pass": lambda hall, action, pick: let_pass(hall.office, hall.any(pick)),
    "rejoin": lambda hall, action, pick: cancel.rejoin(hall.office, hall.any(pick)),
    "amend": _amend,
    "switch": lambda hall, action, pick: switch.next_service(action, CODES[pick % len(CODES)]),
    "keep": lambda hall, action, pick: keep.keep(action, "time", hall.any(pick) if pick % 2 else None),
    "answer": _answer,
    "walk_in": _walk_in,
    "undo": lambda hall, action, pick: undo(action),
}

#: How often each verb is pressed: mostly what fills and moves a line, now and then what ends it.
WEIGHTS = {
    "issue": 22, "promise": 4, "wait": 12, "open": 7, "close": 2, "break": 2, "call": 16, "call_chosen": 3,
    "finish_and_next": 6, "recall": 3, "fetch": 3, "mark": 2, "start": 14, "miss": 3, "hold": 5, "resume": 5,
    "send_back": 4, "put_back": 2,
    "transfer": 5, "direct": 7, "finish": 7, "cancel": 3, "rejoin": 3, "let_pass": 4,
    "amend": 5, "answer": 2, "walk_in": 4, "switch": 5, "keep": 2, "undo": 8,
}  # fmt: skip


#: (verb, counter, pick), as often as people press them.
VERBS_BY_WEIGHT = [verb for verb, weight in WEIGHTS.items() for _ in range(weight)]
MOVES = st.lists(
    st.tuples(st.sampled_from(VERBS_BY_WEIGHT), st.sampled_from(COUNTERS), st.integers(0, 29)), min_size=40, max_size=80
)


def play(office: int, moves: list[tuple[str, int, int]], pace: float) -> None:
    """A day of an office with these moves, so many seconds one after the other."""
    jobs.run_once()
    hall = Hall(office)
    for number in COUNTERS:
        hall.press_only("open", number, 0)
    for verb, counter, pick in moves:
        hall.press_only(verb, counter, pick)
        clock.fix(clock.now() + timedelta(seconds=pace))
