"""Only people who may do the inspections are offered for a tour and accepted, and who plans lands on a page."""

from datetime import date

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.inspections.models import InspectionTour
from deskq.staff.models import Leave
from tests.inspections.conftest import TODAY, person_id


@pytest.fixture
def today() -> date:
    return clock.now().astimezone(clock.zone()).date()


@pytest.fixture
def send(sign_in, placed):
    """``send("city")``: planner sends that person to the only place."""
    made = placed(36.07, 49.70).id
    asked = {"day": TODAY, "stages": f"{made}:inspection"}
    return lambda name: sign_in("planner").post("/inspections/tours", data={**asked, "person_id": person_id(name)})


@pytest.fixture
def city_covers_planner(office, today):
    leave = {"person_id": person_id("planner"), "substitute_id": person_id("city")}
    db.session.add(Leave(office_id=office, first_day=today, last_day=today, **leave))
    db.session.commit()


def offered(page: str, name: str) -> bool:
    return f'<option value="{person_id(name)}"' in page


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("city", "نمی‌تواند همهٔ این بازدیدها را انجام دهد"),  # of another unit
        ("karimi", "مأمور بازدید را انتخاب کنید"),  # a clerk
        ("deputy", "مأمور بازدید را انتخاب کنید"),
    ],
)
def test_who_cannot_do_an_inspection_is_not_sent_there(name, sentence, send, look):
    answer = send(name)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert " checked" in answer.text
    assert look().query(InspectionTour).count() == 0


def test_only_who_may_do_one_of_the_inspections_is_offered(send, sign_in):
    page = sign_in("planner").get("/inspections").text

    assert offered(page, "planner")
    assert not any(offered(page, name) for name in ("city", "karimi", "deputy"))


def test_a_substitute_is_sent_on_a_day_of_the_leave_and_sees_the_tour(send, sign_in, look, city_covers_planner):
    assert offered(sign_in("planner").get("/inspections").text, "city")

    assert send("city").status_code == 303

    tour = look().query(InspectionTour).one()
    assert tour.person_id == person_id("city")
    assert sign_in("city").get(f"/inspections/tours/{tour.id}/phone").status_code == 200


def test_who_plans_for_somebody_of_another_unit_comes_back_to_the_list(send, sign_in, look, city_covers_planner):
    answer = send("city")

    page = sign_in("planner").get(answer.location)
    assert page.status_code == 200
    assert f"/inspections/tours/{look().query(InspectionTour).one().id}" not in answer.location
    assert answer.location.startswith("/inspections?day=")
