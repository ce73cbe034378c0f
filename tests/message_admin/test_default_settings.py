"""Default settings of a new office: reports about the inspectorate are accepted only once they have a reader."""

import re

import pytest

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.message_admin.service.units import save_unit
from deskq.messages.models import Message
from deskq.messages.queries import viewers
from deskq.office import queries as office_queries
from deskq.staff import service as staff_service
from deskq.units import queries
from tests.conftest import PASSWORD
from tests.office.test_create_office import NAMES, run

__all__ = ["run"]
TAKEN = "A report about the inspectorate itself goes to the mayor"
NOT_TAKEN = "We cannot accept a report about the inspectorate itself here"


@pytest.fixture
def database_url(bare_database_url: str) -> str:
    return bare_database_url


@pytest.fixture
def office(run) -> int:
    assert run("create-office", *NAMES).exit_code == 0
    return office_queries.first_office(db.session()).id


@pytest.fixture
def person(office):
    """``person("mayor", "executive")`` is there and active; their id."""

    def make(name: str, role: str) -> int:
        return staff_service.create_person(office, staff_service.NewPerson(name, name, role, PASSWORD), "test").id

    return make


@pytest.fixture
def put(office, units):
    """``put("mayor", head_id=3)``: that unit as the admin's page saves it."""

    def save(code: str, **other: object) -> None:
        row = next(unit for unit in queries.units(db.session(), office) if unit.code == code)
        names = ("name_fa", "name_en", "parent_id", "head_id", "position", "offered")
        save_unit(office, "test", row.id, {name: getattr(row, name) for name in names} | other)

    return save


@pytest.fixture
def form(browser):
    """The public form of a report."""
    return lambda: browser().get("/messages/new?kind=report&lang=en").text


@pytest.fixture
def reads(inside):
    """``reads("mayor", message_id)``: whether this person opens it, and finds it in a list."""

    def look(name: str, message_id: int) -> tuple[bool, bool]:
        lists = "".join(inside(name).get(f"/inbox?tab={tab}").text for tab in ("unit", "all"))
        return inside(name).get(f"/inbox/{message_id}").status_code == 200, f"/inbox/{message_id}" in lists

    return look


def offered(page: str, unit_id: int) -> bool:
    return f'<option value="{unit_id}"' in re.sub(r"\s+", " ", page)


def test_a_new_office_has_a_mayor_s_unit_above_the_inspectorate_for_reports_about_it(
    person, put, units, form, file, reads
):
    mayor = person("mayor", "executive")
    for name, role in (("inspector", "inspectorate"), ("operator", "operator")):
        person(name, role)
    put("mayor", head_id=mayor)

    page = form()
    made = file("report", body="بازرس رشوه خواست", about_unit_id=units["inspectorate"])

    assert TAKEN in page
    assert offered(page, units["inspectorate"])
    assert made.unit_id == units["mayor"]
    assert {name: reads(name, made.id) for name in ("mayor", "inspector", "operator")} == {
        **{"mayor": (True, True), "inspector": (False, False), "operator": (False, False)}
    }


def test_a_report_that_nobody_could_read_is_refused_with_an_explanation(client, units, form, file, look):
    page = form()
    report = {"kind": "report", "body": "بازرس رشوه خواست", "request_key": "key-of-one-page"}
    answer = client.post("/messages?lang=en", data=report | {"about_unit_id": str(units["inspectorate"])})

    assert NOT_TAKEN in page
    assert TAKEN not in page
    assert not offered(page, units["inspectorate"])
    assert offered(page, units["public_relations"])
    assert answer.status_code == 422
    assert 'id="about_unit-problem"' in answer.text
    assert "بازرس رشوه خواست" in answer.text
    with pytest.raises(InvalidInput):
        file("report", body="بازرس رشوه خواست", about_unit_id=units["inspectorate"])
    assert look().query(Message).count() == 0
    assert client.post("/messages", data=report).status_code == 303


@pytest.mark.parametrize("lack", ["no executive", "not active", "of the inspectorate", "nobody above", "heads both"])
def test_a_report_is_accepted_only_when_the_rule_of_visibility_gives_it_a_reader(
    office, person, put, units, about, lack
):
    head = person("head", "supervisor" if lack == "no executive" else "executive")
    put("mayor", head_id=head)
    changes = {
        "not active": staff_service.PersonChanges("head", "executive", False, set()),
        "of the inspectorate": staff_service.PersonChanges("head", "executive", True, set(), units["inspectorate"]),
    }
    if lack in changes:
        staff_service.save_person(head, changes[lack], "test")
    if lack == "nobody above":
        put("inspectorate", parent_id=None, head_id=head)
    if lack == "heads both":
        put("inspectorate", head_id=head)

    today = clock.now().astimezone(clock.zone()).date()

    assert not viewers.has_reader_of_inspectorate_reports(db.session(), about(), today)
    put("mayor", head_id=person("another", "executive"))
    put("inspectorate", parent_id=units["mayor"], head_id=None)
    assert viewers.has_reader_of_inspectorate_reports(db.session(), about(), today)


def test_the_admin_sees_a_warning_until_reports_have_a_reader(person, put, inside):
    person("modir", "admin")

    def pages() -> list[str]:
        return [inside("modir").get(f"{path}?lang=en").text for path in ("/manage/setup", "/manage/messages/units")]

    before = pages()
    put("mayor", head_id=person("mayor", "executive"))
    after = pages()

    step = re.compile('data-state="([a-z]+)" data-step="confidential"')
    assert [step.search(page)[1] for page in (before[0], after[0])] == ["missing", "done"]
    assert ["Nobody could read a report" in page for page in (before[1], after[1])] == [True, False]
