"""Several outboxes on the same tables, as in several processes: each SMS is sent once, on both databases."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import current_app

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from deskq.sms import service as sms_service
from deskq.sms.gateways.port import UNREACHABLE, RetryLater
from deskq.sms.outbox import Outbox
from deskq.staff import queries as staff_queries
from tests.core.journal.conftest import postgres_office

__all__ = ["postgres_office"]
COUNTERS, OUTBOXES, ROUNDS = 3, 6, 4


class UnreliableGateway:
    """Takes every second message only, and remembers from whom it took what."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self._asked = 0
        self._guard = threading.Lock()

    def send(self, number: str, text: str) -> str:
        with self._guard:
            self._asked += 1
            if self._asked % 2:
                raise RetryLater(UNREACHABLE)
            self.taken[number] += 1
        return "taken"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def office(request) -> int:
    """An office on either database, with the context of its application."""
    if request.param == "sqlite":
        request.getfixturevalue("app")
        found = office_queries.first_office(db.session())
        assert found is not None
        return found.id
    return request.getfixturevalue("postgres_office")


def call_everybody(office: int) -> list[str]:
    """A visitor with a number at each counter; returns the numbers."""
    clerks = [person for person in staff_queries.people(db.session(), office) if person.role == "clerk"]
    numbers = []
    for index, clerk in enumerate(clerks[:COUNTERS]):
        counter = office_queries.counter_by_number(db.session(), office, index + 1)
        press = CounterAction(office, f"person:{clerk.id}", counter.id, clerk.id)
        counters.open_counter(press)
        code = ("info_desk", "renewal_levy", "building_permit")[index]
        ticket = issue(office, "test", NewTicket(code, secrets.new()))
        numbers.append(f"+98912345678{index}")
        sms_service.store_number(office, "test", ticket.id, numbers[-1])
        calls.call_next(press, ticket.id)
    db.session.remove()
    return numbers


def in_parallel(do: Callable[[], None], times: int) -> None:
    threads = [threading.Thread(target=do) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_each_sms_is_sent_once_however_many_outboxes_run(office):
    app = current_app._get_current_object()
    numbers = call_everybody(office)
    gateway = UnreliableGateway()

    def work() -> None:
        mine = Outbox(app, gateway)
        with app.app_context():
            mine.round(lambda deliver, claimed: deliver(claimed))

    for _ in range(ROUNDS):
        in_parallel(work, OUTBOXES)
        clock.fix(clock.now() + timedelta(seconds=15))

    assert gateway.taken == Counter(numbers)
