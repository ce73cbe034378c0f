"""Commands of amenities on both databases: presses, undo, one open fault for each object, taking and repairing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from deskq.amenities.events import AmenitiesChecked, AmenityRepaired, AmenityReported
from deskq.amenities.models import Amenity, AmenityCheck, AmenityFault, AmenityReport
from deskq.amenities.queries import day_round, faults, objects
from deskq.amenities.rules import faults as rules
from deskq.amenities.rules.faults import FaultIsOpenAgain, FaultIsRepaired, NotOpenAgain, NotTheLastPress
from deskq.amenities.service import checks, repairs, reports
from deskq.amenities.service import objects as list_service
from deskq.core import actors, clock
from deskq.core.db import journal
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.office import business_day
from deskq.office import queries as office_queries
from tests.core.journal.conftest import postgres_office
from tests.sms.test_concurrent_outboxes import office

__all__ = ["office", "postgres_office"]
VISITOR = actors.VISITOR
APART = rules.DOUBLE + timedelta(seconds=1)


@pytest.fixture
def pass_time():
    def move(by: timedelta = APART) -> None:
        clock.fix(clock.now() + by)

    return move


@pytest.fixture
def today(office):
    return business_day.number_at(office_queries.office(db.session(), office), clock.now())


@pytest.fixture
def lines(office, today):
    """``lines()``: the round as it is now."""

    def read() -> list[day_round.Line]:
        db.session.remove()
        return day_round.lines(db.session(), office, today, objects.settings(db.session(), office))

    return read


def events(office: int, kind: type) -> list[object]:
    return [row.event for row in journal.walk(db.session(), office) if isinstance(row.event, kind)]


def test_a_press_says_who_checked_and_when(checker, amenity, lines):
    who, water = checker("rahimi"), amenity("water").id

    assert checks.check(who, water, True)

    (checked,) = [line for line in lines() if line.check]
    assert (checked.amenity.id, checked.check.person_id, checked.check.is_ok) == (water, who.person_id, True)
    assert checked.check.at == clock.now()
    assert checked.fault is None


def test_a_double_press_is_one(checker, amenity, lines, pass_time):
    who, water = checker(), amenity("water").id

    pressed = [checks.check(who, water, False), checks.check(who, water, False)]

    assert pressed == [True, False]
    assert db.session.query(AmenityFault).count() == 1
    pass_time()
    assert checks.check(who, water, False)
    assert db.session.query(AmenityFault).one().reports == 1


def test_broken_begins_a_fault_works_again_ends_it_and_its_undo_opens_it_again(checker, amenity, fault, office):
    who, lift = checker("rahimi"), amenity("lift").id

    checks.check(checker(), lift, False)
    began = fault("lift")
    assert (began.source, began.repaired_at) == ("check", None)
    began_id = began.id
    checks.check(who, lift, True)

    ended = fault("lift")
    assert (ended.id, ended.repaired_by_id) == (began_id, who.person_id)
    assert [event.amenity for event in events(office, AmenityRepaired)] == [lift]

    checks.undo(who, last_press(who))
    assert (fault("lift").repaired_at, fault("lift").repaired_by_id) == (None, None)


def test_the_rest_is_in_order_but_for_what_is_checked_or_broken_and_is_taken_back_at_once(
    checker, amenity, lines, office
):
    who = checker()
    checks.check(who, amenity("seats").id, True)
    reports.report(office, VISITOR, amenity("water").id)

    assert checks.check_rest(who) == len(lines()) - 2
    assert [line.amenity.kind for line in lines() if line.check is None] == ["water"]
    assert checks.check_rest(who) == 0
    assert len(events(office, AmenitiesChecked)) == 2

    checks.undo(who, last_press(who))
    assert [line.amenity.kind for line in lines() if line.check] == ["seats"]


def test_the_last_press_is_taken_back_with_the_fault_that_it_began(checker, amenity, fault, lines):
    who = checker()
    checks.check(who, amenity("seats").id, True)
    checks.check(who, amenity("water").id, False)
    press = last_press(who)

    assert checks.undo(who, press)

    assert fault("water") is None
    assert [line.amenity.kind for line in lines() if line.check] == ["seats"]
    assert not checks.undo(who, press)


def last_press(who) -> int:
    return max(db.session.scalars(select(AmenityCheck.press).filter_by(person_id=who.person_id)))


def test_undo_leaves_a_fault_that_somebody_else_has_touched(checker, amenity, fault, office):
    who = checker()
    for kind in ("water", "lift"):
        checks.check(who, amenity(kind).id, False)
    reports.report(office, VISITOR, amenity("lift").id)

    checks.undo(who, last_press(who))

    assert fault("lift").reports == 2
    assert fault("lift").repaired_at is None


def test_only_ones_own_last_press_is_taken_back(checker, amenity):
    mine, other = checker(), checker("rahimi")
    checks.check(mine, amenity("water").id, True)
    first = last_press(mine)
    checks.check(mine, amenity("lift").id, True)

    for who in (mine, other):
        with pytest.raises(NotTheLastPress):
            checks.undo(who, first)


def test_reports_of_many_people_are_one_fault_and_their_words_are_not_in_the_journal(amenity, fault, office, pass_time):
    water = amenity("water").id
    reports.report(office, VISITOR, water)
    pass_time()
    reports.report(office, VISITOR, water, "dirty", "لیوان‌ها هم تمام شده")
    pass_time()
    reports.report(office, VISITOR, water, "no_water")

    one = fault("water")
    said = faults.reports(db.session(), [one.id])[one.id]
    assert (one.source, one.what, one.reports) == ("sticker", "dirty", 3)
    assert [(row.what, row.words) for row in said] == [("dirty", "لیوان‌ها هم تمام شده"), ("no_water", "")]
    assert [event.is_new for event in events(office, AmenityReported)] == [True, False, False]
    assert not any("لیوان" in str(row.event) for row in journal.walk(db.session(), office))


def test_a_second_press_at_once_that_says_nothing_new_is_not_counted(amenity, fault, office, pass_time):
    water = amenity("water").id
    for what in ("no_water", "no_water", ""):
        reports.report(office, VISITOR, water, what)

    assert fault("water").reports == 1
    reports.report(office, VISITOR, water, "dirty")
    assert fault("water").reports == 2


def test_only_so_many_reports_keep_their_words(amenity, fault, office, pass_time):
    for number in range(rules.MOST_WORDS + 3):
        reports.report(office, VISITOR, amenity("water").id, "", f"گزارش {number}")
        pass_time()

    assert fault("water").reports == rules.MOST_WORDS + 3
    assert db.session.query(AmenityReport).count() == rules.MOST_WORDS


def test_an_unknown_problem_is_refused(amenity, office):
    for what in ("nonsense", "Broken", "broken "):
        with pytest.raises(InvalidInput):
            reports.report(office, VISITOR, amenity("water").id, what)


def test_what_is_repaired_may_be_reported_anew(checker, amenity, fault, office):
    water = amenity("water").id
    first = reports.report(office, VISITOR, water).id
    repairs.repair(checker(), first, "شیر عوض شد", "photo.webp")

    assert reports.report(office, VISITOR, water).id != first
    assert fault("water").repaired_at is None
    with pytest.raises(FaultIsOpenAgain):
        repairs.undo_repair(checker(), first)


def test_a_repair_is_recorded_once_and_taken_back(checker, amenity, fault, office):
    one = reports.report(office, VISITOR, amenity("water").id).id
    clock.fix(clock.now() + timedelta(hours=3))
    repairs.repair(checker(), one, "شیر عوض شد", "x.webp")

    repairs.repair(checker(), one, "دوباره")
    with pytest.raises(FaultIsRepaired):
        repairs.repair(checker("rahimi"), one)

    assert [event.minutes for event in events(office, AmenityRepaired)] == [180]
    assert fault("water").done == "شیر عوض شد"

    repairs.undo_repair(checker(), one)
    repairs.undo_repair(checker(), one)
    now = fault("water")
    assert (now.repaired_at, now.repaired_by_id, now.done, now.photo) == (None, None, "", "")


def test_somebody_sees_to_it_and_gives_it_back(checker, amenity, fault, office):
    one = reports.report(office, VISITOR, amenity("water").id).id

    repairs.take(checker("rahimi"), one, True)
    assert fault("water").taken_by_id == checker("rahimi").person_id
    repairs.take(checker("rahimi"), one, False)

    assert (fault("water").taken_by_id, fault("water").taken_at) == (None, None)
    repairs.repair(checker(), one)
    with pytest.raises(FaultIsRepaired):
        repairs.take(checker(), one, True)


def test_works_again_at_the_sticker_ends_what_is_open(checker, amenity, fault, office):
    assert not repairs.works_again(checker(), amenity("water").id)
    reports.report(office, VISITOR, amenity("water").id)

    assert repairs.works_again(checker(), amenity("water").id)

    assert fault("water").repaired_at is not None


def test_what_is_retired_is_neither_checked_nor_reported(checker, amenity, office, lines):
    water = amenity("water").id
    list_service.retire_amenity(office, "test", water, True)

    for press in (lambda: checks.check(checker(), water, True), lambda: reports.report(office, VISITOR, water)):
        with pytest.raises(NotFound):
            press()
    assert "water" not in [line.amenity.kind for line in lines()]


def test_a_broken_object_is_not_retired_and_what_was_checked_is_not_deleted(checker, amenity, office):
    checks.check(checker(), amenity("water").id, True)
    with pytest.raises(list_service.AmenityInUse):
        list_service.delete_amenity(office, "test", amenity("water").id)
    reports.report(office, VISITOR, amenity("water").id)
    with pytest.raises(list_service.StillBroken):
        list_service.retire_amenity(office, "test", amenity("water").id, True)

    lift = amenity("lift").id
    list_service.delete_amenity(office, "test", lift)
    assert db.session.get(Amenity, lift) is None
    assert amenity("water") is not None


def test_codes_of_new_objects_differ_and_are_not_in_the_journal(amenity, office):
    list_service.add_templates(office, "test", ["seats", "water"])

    codes = [row.code for row in db.session.query(Amenity).order_by(Amenity.id.desc()).limit(2)]
    assert len(set(codes)) == 2
    assert not any(code in str(row.event) for row in journal.walk(db.session(), office) for code in codes)


def test_undo_of_a_press_leaves_the_repair_that_somebody_made_after_it(checker, amenity, fault, pass_time):
    first, second, water = checker(), checker("rahimi"), amenity("water").id
    checks.check(second, water, False)
    pass_time()
    checks.check(first, water, True)
    press = last_press(first)
    pass_time()
    repairs.undo_repair(second, fault("water").id)
    repairs.repair(second, fault("water").id, "a new tap")

    assert checks.undo(first, press)

    assert (fault("water").repaired_by_id, fault("water").done) == (second.person_id, "a new tap")


def test_undo_opens_no_fault_of_an_object_that_is_no_longer_checked(checker, amenity, fault, pass_time, office):
    who, water = checker(), amenity("water").id
    checks.check(who, water, False)
    pass_time()
    checks.check(who, water, True)
    list_service.retire_amenity(office, "test", water, True)

    assert checks.undo(who, last_press(who))
    with pytest.raises(NotOpenAgain):
        repairs.undo_repair(who, fault("water").id)

    assert fault("water").repaired_at is not None


def test_a_repair_is_not_taken_back_after_a_later_fault_was_repaired(checker, amenity, fault, pass_time):
    who, water = checker(), amenity("water").id
    checks.check(who, water, False)
    first = fault("water").id
    repairs.repair(who, first, "a new tap")
    pass_time()
    checks.check(who, water, False)
    repairs.repair(who, fault("water").id, "a new pipe")

    with pytest.raises(NotOpenAgain):
        repairs.undo_repair(who, first)
