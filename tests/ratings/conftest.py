"""Fixtures of ratings: finished visits, paired devices, results."""

import re

import pytest
from sqlalchemy import text

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.office import queries
from deskq.office.models import Office
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters
from deskq.queue.service import serve as serve_service
from deskq.queue.service.issue import issue
from deskq.ratings.models import Rating
from deskq.ratings.results import summary
from tests.ratings.past_visits import PastVisit, days_ago, write_visits
from tests.tools.browsers import browser, client, limited, look
from tests.tools.device_pairing import paired

__all__ = ["browser", "client", "limited", "look"]


@pytest.fixture
def visit(office, at):
    """``visit(2)``: a visit that has just ended at counter 2: (ticket, its secret)."""

    def serve(number: int = 2, code: str = "renewal_levy") -> tuple[object, str]:
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
    """``tablet(2)``: the browser of the newly paired tablet at counter 2."""

    return lambda number=2: paired(browser(), office, "tablet", number)


@pytest.fixture
def kiosk(browser, office):
    """The browser of a newly paired kiosk."""
    return paired(browser(), office)


@pytest.fixture
def rated(look):
    """``rated(ticket)``: its stored rating, or None."""
    return lambda ticket: look().get(Rating, ticket.id)


@pytest.fixture
def found(office, look):
    """``found("month", "140508")``: the current results of that period."""

    def read(kind: str = "half", of: str = "") -> summary.Results:
        session = look()
        house = session.get_one(Office, office)
        return summary.period_results(session, house, summary.requested_period(session, house, kind, of))

    return read


@pytest.fixture
def last_half(office):
    """``last_half(visits)`` writes them into the first half of 1405, which is over."""

    def write(*groups: tuple[int, dict[str, object]]) -> None:
        visits = [PastVisit(days_ago(90 + n % 20), **fields) for count, fields in groups for n in range(count)]
        write_visits(office, visits)

    return write


@pytest.fixture
def page(sign_in):
    """``page("mayor", of="14051")``: the text of the results page as that person sees it."""

    def read(who: str = "supervisor", **asked: str) -> str:
        answer = sign_in(who).get("/manage/ratings", query_string={"lang": "en", **asked})
        assert answer.status_code == 200
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))

    return read


@pytest.fixture
def alter(app):
    """``alter("UPDATE ...", ticket=3)``: a change by somebody with write access to the database."""

    def run(statement: str, **values: object) -> None:
        with db.engine.begin() as connection:
            connection.execute(text(statement), values)
        db.session.remove()

    return run
