"""A unit that has nobody: who reads what arrives for it, and that the history says so."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.message_admin.service.units import save_unit
from deskq.message_settings.models import MessagePolicy
from deskq.messages.models import Step
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import readers as reader_queries
from deskq.messages.queries import viewers
from deskq.messages.rules import visibility
from deskq.messages.rules.cover import covered_units, reading_unit
from deskq.messages.service import refer as refer_service
from deskq.messages.service import undo as undo_service
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff_service
from deskq.staff.models import Leave, Person
from deskq.units import queries as unit_queries

#: mayor 1 ← deputy 2 ← works 3 ← asphalt 4; mayor ← intake 5
PARENTS = {1: None, 2: 1, 3: 2, 4: 3, 5: 1}


@pytest.mark.parametrize(
    ("unit", "staffed", "reads"),
    [
        (4, {4, 3}, 4),
        (4, {3, 1}, 3),
        (4, {2, 5}, 2),
        (4, {1}, 1),
        (4, {5}, 5),
        (1, {5}, 5),
        (5, {1}, 1),
        (4, set(), None),
        (99, {5}, 5),
    ],
)
def test_the_next_unit_above_that_has_somebody_reads_then_the_intake(unit, staffed, reads):
    assert reading_unit(unit, PARENTS, staffed, intake=5) == reads


def test_units_in_a_circle_end_at_the_intake():
    assert reading_unit(1, {1: 2, 2: 1, 5: None}, {5}, intake=5) == 5


@pytest.mark.parametrize(
    ("own", "role", "staffed", "covers"),
    [
        ({3}, "expert", {3, 1}, {4}),
        ({1}, "executive", {3, 1}, {2, 5}),
        ({5}, "operator", {5}, {1, 2, 3, 4}),
        ((), "expert", set(), set()),
        ((), "supervisor", set(), {1, 2, 3, 4, 5}),
        ((), "supervisor", {3, 5}, set()),
    ],
)
def test_who_reads_for_which_units(own, role, staffed, covers):
    assert covered_units(own, PARENTS, staffed, 5, role) == covers


@pytest.fixture
def empty(office):
    """``empty("city_services")``: everybody leaves this unit, as an admin's page does it."""

    def leave(code: str) -> None:
        units = {unit.code: unit for unit in unit_queries.units(db.session(), office)}
        row = units[code]
        names = ("name_fa", "name_en", "parent_id", "position", "offered")
        save_unit(office, "test", row.id, {name: getattr(row, name) for name in names} | {"head_id": None})
        for person in staff_queries.people(db.session(), office):
            if person.unit_id == row.id:
                put(person, unit_id=None)

    return leave


def put(person: Person, *, unit_id: int | None, active: bool = True) -> None:
    staff_service.save_person(
        person.id, staff_service.PersonChanges(person.name, person.role, active, set(), unit_id), "test"
    )


def person(name: str) -> Person:
    return db.session().query(Person).filter_by(sign_in_name=name).one()


def told(message_id: int) -> list[tuple[str, int | None]]:
    """(verb, unit that reads) of its history."""
    return [(step.verb, step.covered_by_id) for step in message_queries.steps(db.session(), message_id)]


def reads(name: str, message_id: int, office: int) -> bool:
    """Whether it is theirs to work on."""
    found = viewers.viewer(db.session(), office, person(name).id, clock.today())
    return visibility.handles(found, message_queries.by_id(db.session(), office, message_id))


@pytest.fixture
def unread(file, units, action):
    """A request that was sent to a unit that has nobody."""
    made = file()
    refer_service.refer(action("operator", made), units["green_space"])
    return made


def test_what_is_sent_to_an_empty_unit_is_read_by_the_one_above_and_the_history_says_so(unread, units, office):
    assert told(unread.id) == [("register", None), ("refer", None), ("cover", units["services_deputy"])]
    assert unread.unit_id == units["green_space"]
    assert reads("deputy", unread.id, office)
    assert not reads("civil", unread.id, office)


def test_a_referral_to_an_empty_unit_can_still_be_undone(unread, units, action):
    undo_service.undo(action("operator", unread))

    assert (unread.state, unread.unit_id) == ("registered", units["public_relations"])


def test_the_last_person_of_a_unit_leaves_and_its_open_messages_have_a_reader_at_once(
    file, units, action, office, empty
):
    made = file()
    refer_service.refer(action("operator", made), units["city_services"])

    empty("city_services")

    assert told(made.id)[-1] == ("cover", units["services_deputy"])
    assert reads("deputy", made.id, office)
    put(person("civil"), unit_id=units["city_services"])
    assert told(made.id)[-1] == ("own_again", None)
    assert reads("civil", made.id, office)


def test_an_inactive_person_reads_nothing_and_one_who_covers_them_does(referred, units, office):
    civil, day = person("civil"), {"first_day": clock.today(), "last_day": clock.today()}
    db.session.add(Leave(office_id=office, person_id=civil.id, substitute_id=person("moradi").id, **day))
    db.session.commit()

    put(civil, unit_id=units["civil_works"], active=False)

    assert [verb for verb, _ in told(referred.id)] == ["register", "refer"]
    assert reads("moradi", referred.id, office)


def test_the_history_says_it_once_however_often_people_change(unread, units):
    for active in (False, True, False, True):
        put(person("moradi"), unit_id=units["desk"], active=active)

    assert [verb for verb, _ in told(unread.id)] == ["register", "refer", "cover"]


def test_nobody_anywhere_leaves_a_message_with_those_who_see_all(unread, units, office):
    for unit in unit_queries.units(db.session(), office):
        unit.head_id = None
    for one in staff_queries.people(db.session(), office):
        one.unit_id, one.active = None, one.sign_in_name in ("supervisor", "admin")
    db.session.commit()

    found = reader_queries.readers(db.session(), office, clock.today())

    assert [one.sign_in_name for one in found.reading(units["green_space"])] == ["supervisor"]
    assert reads("supervisor", unread.id, office)
    assert reader_queries.categories_reaching_nobody(db.session(), office, clock.today()) == []
    person("supervisor").active = False
    db.session.commit()
    assert len(reader_queries.categories_reaching_nobody(db.session(), office, clock.today())) == 22


def test_an_operator_without_a_unit_belongs_to_the_intake(file, units, office):
    made = file()
    person("operator").unit_id = None
    db.session.get(MessagePolicy, office).intake_unit_id = made.unit_id = units["archive"]
    db.session.commit()

    assert reads("operator", made.id, office)


def test_a_confidential_report_has_rules_of_its_own(file, units, office, empty):
    made = file("report", about_unit_id=units["desk"])

    empty("inspectorate")

    assert db.session().query(Step).filter_by(message_id=made.id, verb="cover").count() == 0
    assert not reads("mayor", made.id, office)


def test_the_inbox_and_the_page_say_for_whom_it_is_read(unread, sign_in):
    deputy = sign_in("deputy")

    listed = deputy.get("/inbox?tab=unit&lang=en").text
    page = deputy.get(f"/inbox/{unread.id}?lang=en").text

    assert "for Green space, which has nobody" in listed
    assert "Green space has nobody at the moment. Deputy for urban services reads it" in page
    assert f"/inbox/{unread.id}/acceptance" in page
