"""Finished visits, and who may rate them."""

import re

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.office.models import Office
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service import serve as serve_service
from deskq.queue.service.issue import issue
from deskq.ratings import results
from deskq.ratings.models import Rating
from tests.browsers import browser, client, limited, look
from tests.device_pairing import paired
from tests.ratings.past import Visit, day, happened

__all__ = ["browser", "client", "limited", "look"]


@pytest.fixture
def visit(office, at):
    """``visit(2)`` is a visit that has just ended at counter 2: (ticket, its secret)."""

    def serve(number: int = 2, code: str = "renewal_levy") -> tuple[object, str]:
        from deskq.office import queries

        if queries.counter_by_number(db.session(), office, number).status != "open":
            counters.open_counter(at(number))
        token = secrets.new()
        issued = issue(office, "test", NewTicket(code, token))
        calls.call_next(at(number), issued.id)
        serve_service.start(at(number))
        return serve_service.finish(at(number)), token

    return serve


@pytest.fixture
def tablet(browser, office):
    """``tablet(2)`` is the browser of the tablet at counter 2, newly paired."""

    return lambda number=2: paired(browser(), office, "tablet", number)


@pytest.fixture
def kiosk(browser, office):
    """The browser of a kiosk, newly paired."""
    return paired(browser(), office)


@pytest.fixture
def rated(look):
    """``rated(ticket)`` is its rating as it is kept now, or None."""
    return lambda ticket: look().get(Rating, ticket.id)


@pytest.fixture
def found(office, look):
    """``found("month", "140508")``: the results of that period now."""

    def read(kind: str = "half", of: str = "") -> results.Results:
        session = look()
        house = session.get_one(Office, office)
        return results.results(session, house, results.period(session, house, kind, of))

    return read


@pytest.fixture
def last_half(office):
    """``last_half(visits)`` happened in the first half of 1405, which is over."""

    def write(*groups: tuple[int, dict[str, object]]) -> None:
        visits = [Visit(day(90 + n % 20), **fields) for count, fields in groups for n in range(count)]
        happened(office, visits)

    return write


@pytest.fixture
def page(sign_in):
    """``page("mayor", of="14051")``: the words of the page of results, as that person reads them."""

    def read(who: str = "supervisor", **asked: str) -> str:
        answer = sign_in(who).get("/manage/ratings", query_string={"lang": "en", **asked})
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))

    return read
