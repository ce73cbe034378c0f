"""Only people who may do the inspections are offered for a tour and accepted, and who plans lands on a page."""

import pytest

from deskq.core.extensions import db
from deskq.inspections.models import InspectionTour
from deskq.staff.models import Leave
from tests.inspections.conftest import TODAY, person_id, today


@pytest.fixture
def send(sign_in, placed):
    """``send("city")``: planner sends that person to the only place."""
    made = placed(36.07, 49.70).id
    asked = {"day": TODAY, "stages": f"{made}:inspection"}
    return lambda name: sign_in("planner").post("/inspections/tours", data={**asked, "person_id": person_id(name)})


@pytest.fixture
def city_covers_planner(office):
    leave = {"person_id": person_id("planner"), "substitute_id": person_id("city")}
    db.session.add(Leave(office_id=office, first_day=today(), last_day=today(), **leave))
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

    answer = send("city")

    assert answer.status_code == 303
    assert answer.location.startswith("/inspections?day=")  # the list, as the tour is of another unit
    assert sign_in("planner").get(answer.location).status_code == 200
    tour = look().query(InspectionTour).one()
    assert tour.person_id == person_id("city")
    assert sign_in("city").get(f"/inspections/tours/{tour.id}/phone").status_code == 200
