"""Fixtures of appeals: a clerk's visit, an appeal about it, a decision."""

from datetime import date

import pytest

from deskq.core import clock
from deskq.ratings.appeals import service
from deskq.ratings.models import RatingAppeal
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff
from tests.conftest import PASSWORD

WHY = "این مراجعه‌کننده به باجهٔ ما نیامده بود"
UPHELD = service.AppealDecision(True, "other_visit", "از نوشته پیداست")
NOT_UPHELD = service.AppealDecision(False, "", "دلیلی دیده نشد")


def today() -> date:
    return clock.now().astimezone(clock.zone()).date()


@pytest.fixture
def people(office, look):
    """{sign-in name: id}, with a second inspector."""
    staff.create_person(office, staff.NewPerson("inspector2", "بازرس دوم", "inspectorate", PASSWORD), "test")
    return {person.sign_in_name: person.id for person in staff_queries.people(look(), office)}


@pytest.fixture
def own(visit, people):
    """A visit that ended today at Shafiei's counter: the ticket and its secret."""
    ticket, _ = visit(2)
    assert ticket.clerk_id == people["shafiei"]
    return ticket


@pytest.fixture
def appeal(office, people, own):
    def make(why: str = WHY, who: str = "shafiei", code: str = "", day=None) -> RatingAppeal:
        return service.make_appeal(office, people[who], day or today(), code or own.code, why)

    return make


@pytest.fixture
def rows(look):
    return lambda: look().query(RatingAppeal).all()


@pytest.fixture
def decided(office, people, appeal, later):
    """``decided(UPHELD)``: an appeal with a decision after the rating period."""

    def decide(verdict: service.AppealDecision, who: str = "inspectorate") -> RatingAppeal:
        made = appeal()
        later(hours=25)
        return service.decide(office, people[who], made.id, verdict)

    return decide
