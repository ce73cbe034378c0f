"""Fixtures of the queue: tickets, counters with a clerk, journal rows, and changes of the office by its manager."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy.orm import Session

from deskq.core import secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import queries as office_queries
from deskq.office.models import Counter, Service
from deskq.queue import queries
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.shared import screen_version
from deskq.queue.service import calls, serve
from deskq.queue.service import counters as counters_service
from deskq.queue.service import issue as issue_service
from deskq.queue.service.counter_action import CounterAction
from tests.queue import invariants


@pytest.fixture
def issue(office: int) -> Callable[..., Ticket]:
    """``issue("renewal_levy", "disability")``: a visitor takes a ticket."""

    def take(code: str = "renewal_levy", priority: str = "", key: str | None = None) -> Ticket:
        return issue_service.issue(office, "test", NewTicket(code, secrets.new(), priority, request_key=key))

    return take


@pytest.fixture
def now_of(app) -> Callable[[Ticket], Ticket]:
    """The ticket as stored now."""
    return lambda ticket: queries.ticket_by_id(db.session(), ticket.id)


@pytest.fixture
def counter(office: int) -> Callable[[int], Counter]:
    """The counter of a number as stored now."""

    def find(number: int) -> Counter:
        db.session().expire_all()
        return office_queries.counter_by_number(db.session(), office, number)

    return find


@pytest.fixture
def service_id(office: int) -> Callable[[str], int]:
    return lambda code: db.session().query(Service).filter(Service.office_id == office, Service.code == code).one().id


@pytest.fixture
def desk(at) -> Callable[[int], CounterAction]:
    """``desk(2)`` opens counter 2 and returns the action there."""

    def sit_down(number: int) -> CounterAction:
        counters_service.open_counter(at(number))
        return at(number)

    return sit_down


@pytest.fixture
def called(desk, issue) -> Ticket:
    """A visitor called to counter 2."""
    issue()
    return calls.call_next(desk(2))


@pytest.fixture
def served(called, at) -> Ticket:
    """A visitor being served at counter 2."""
    return serve.start(at(2))


@pytest.fixture
def told(office: int) -> Callable[[int], list[journal.Entry]]:
    """``told(version)``: the journal's rows after a version."""
    return lambda after: list(journal.walk(db.session(), office, after))


@pytest.fixture
def version(office: int) -> Callable[[], int]:
    return lambda: screen_version(db.session(), office)


@pytest.fixture
def edit(office: int) -> Callable[[], object]:
    """``with edit() as session``: change rows of the office as its manager would."""

    @contextmanager
    def editing() -> Iterator[Session]:
        with transaction(office, "test") as tx:
            yield tx.session
            tx.session.flush()
            tx.config_changed()

    return editing


@pytest.fixture
def unchanged(office: int, version) -> Callable[[], object]:
    """``with unchanged()``: what is refused inside changes no ticket and no counter, and is not journalled."""

    def picture() -> object:
        db.session().expire_all()
        stored = [invariants.columns(ticket) for ticket in invariants.tickets(db.session(), office)]
        counters = office_queries.counters(db.session(), office)
        return version(), stored, [(row.status, row.clerk_id, row.turn, row.break_until) for row in counters]

    @contextmanager
    def watching() -> Iterator[None]:
        before = picture()
        yield
        assert picture() == before

    return watching


@pytest.fixture(autouse=True)
def whole_afterwards(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test of the queue ends with an intact journal that agrees with the tables."""
    if "office" not in request.fixturenames:
        yield
        return
    office = request.getfixturevalue("office")
    yield
    invariants.check(db.session(), office)
