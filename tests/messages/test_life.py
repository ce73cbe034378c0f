"""The life of a message, from the first word to the ending."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.message_settings import queries
from deskq.messages.queries import message
from deskq.messages.rules import deadlines
from deskq.messages.rules.transitions import OnceByRight, SeenOlder
from deskq.messages.service import create, disclosure, escalate, extend_deadline, reclassify
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.message_input import Given
from deskq.messages.service.reclassify import Sorted
from deskq.messages.service.refer import ClosedUnit, refer
from deskq.portal import service
from deskq.staff.models import Person


def test_a_request_has_a_code_an_owner_and_a_deadline_at_once(file, units):
    made = file(category="asphalt")

    assert made.state == "registered"
    assert made.unit_id == units["public_relations"]
    assert made.registered_at < made.amber_at < made.red_at < made.due_at
    assert len(made.code) == 12


def test_the_same_press_twice_is_one_message(office, file):
    given = Given(kind="suggestion", channel="web", body="نیمکت در پارک")

    first, again = (create.register(office, "citizen", given, "one press") for _ in range(2))

    assert first.id == again.id


def test_a_message_is_referred_accepted_answered_and_closed(office, file, units, press, later):
    made = file("suggestion")
    refer(press("operator", made), units["civil_works"])
    assert (made.state, made.unit_id) == ("referred", units["civil_works"])

    refer_service.accept(press("civil", made))
    assert made.state == "accepted"
    answer(press("civil", made), Answer("explained", "بررسی شد و در برنامه است."))
    assert (made.state, made.outcome, made.escalates_at) == ("answered", "explained", None)
    later(days=11)
    assert escalate.close_quiet(office, clock.now()) == 1

    assert made.state == "closed"
    assert [step.verb for step in message.steps(db.session(), made.id)] == [
        *("register", "refer", "accept", "answer", "close")
    ]


def test_the_journal_tells_what_happened_and_nothing_that_was_said(office, file, units, press):
    made = file("complaint", body="متصدی باجهٔ ۳ بد رفتار کرد", national_id="0499370899")
    refer(press("inspectorate", made), units["desk"], note="لطفاً بررسی شود")

    told = [entry for entry in journal.walk(db.session(), office) if entry.kind.startswith("message.")]

    assert [entry.kind for entry in told] == ["message.registered", "message.moved"]
    assert not any(word in entry.body for entry in told for word in ("رفتار", "سارا", "0912", "0499370899", "بررسی"))


def test_whoever_looked_at_an_older_state_is_told_and_changes_nothing(file, units, press):
    made = file()
    seen = made.turn
    refer(press("operator", made, seen), units["civil_works"])

    with pytest.raises(SeenOlder):
        refer(press("supervisor", made, seen), units["green_space"])

    assert made.unit_id == units["civil_works"]


def test_a_closed_unit_takes_nothing_new(file, units, press):
    made = file()
    unit = queries.furniture(db.session(), made.office_id).units[units["green_space"]]
    unit.offered = False
    db.session.commit()

    with pytest.raises(ClosedUnit):
        refer(press("operator", made), units["green_space"])

    assert (made.state, made.unit_id) == ("registered", units["public_relations"])


def test_finished_work_needs_its_photo_where_the_category_says_so(file, units, press):
    made = file(category="asphalt")
    refer(press("operator", made), units["civil_works"])

    with pytest.raises(InvalidInput) as refused:
        answer(press("civil", made), Answer("done", "آسفالت شد."))
    assert "photos" in refused.value.fields

    answer(press("civil", made), Answer("done", "آسفالت شد.", photos=["a.webp"]))
    assert made.outcome == "done"
    assert [photo.kind for photo in message.photos(db.session(), made.id)] == ["proof"]


def test_not_satisfied_opens_it_again_once_by_right(office, file, units, press, later):
    made = file("suggestion")
    refer(press("operator", made), units["civil_works"])
    answer(press("civil", made), Answer("explained", "شد."))
    service.come_back(office, made.id, "reopen", "هنوز همان است")
    assert (made.state, made.unit_id, made.started_at) == ("referred", units["civil_works"], clock.now())

    answer(press("civil", made), Answer("explained", "باز هم شد."))
    with pytest.raises(OnceByRight):
        service.come_back(office, made.id, "reopen", "نه")
    service.come_back(office, made.id, "object", "اعتراض دارم")

    assert (made.state, made.unit_id) == ("referred", units["inspectorate"])


def test_a_late_message_climbs_to_the_head_the_deputy_the_mayor(office, file, units, press, later):
    made = file(category="asphalt")
    refer(press("operator", made), units["civil_works"])
    whole, levels = made.due_at - made.started_at, []

    for share in (0.9, 1.0, 1.2, 1.26, 1.6, 9.0):
        clock.fix(made.started_at + whole * share)
        escalate.escalate(office, clock.now())
        levels.append(made.escalation)

    assert levels == [0, 1, 1, 2, 3, 3]
    assert deadlines.age(made, clock.now()) == "late"


def test_more_time_keeps_the_promise_that_was_made(file, units, press):
    made = file()
    refer(press("operator", made), units["civil_works"])
    promised = made.due_at

    extend_deadline.extend(press("civil", made), promised + timedelta(days=5), "قطعه در راه است")

    assert made.due_at == promised + timedelta(days=5)
    assert [step.due_at for step in message.steps(db.session(), made.id) if step.due_at] == [promised, made.due_at]


def test_more_time_and_passing_on_need_their_reason_and_without_it_nothing_changes(file, units, press):
    made = file()
    refer(press("operator", made), units["civil_works"])
    before = (made.unit_id, made.due_at, made.turn)

    for reason in ("", "  \u200f\n"):
        with pytest.raises(InvalidInput) as more:
            extend_deadline.extend(press("civil", made), made.due_at + timedelta(days=5), reason)
        with pytest.raises(InvalidInput) as onward:
            refer_service.pass_on(press("civil", made), units["green_space"], reason)
        assert (list(more.value.fields), list(onward.value.fields)) == (["words"], ["note"])

    assert (made.unit_id, made.due_at, made.turn) == before


def test_a_report_lies_with_the_inspectorate_and_nobody_else_learns_of_it(office, file, units, press):
    made = file("report", body="رشوه خواستند", address="", about_unit_id=units["civil_works"])

    assert (made.unit_id, made.body, made.sealed_body) == (units["inspectorate"], "", "رشوه خواستند")
    for name in ("civil", "city", "operator", "supervisor", "admin", "deputy", "mayor", "karimi"):
        with pytest.raises(NotFound):
            disclosure.reveal(press(name, made), "ببینم")
    answer(press("inspectorate", made), Answer("explained", "رسیدگی شد."))


def test_a_report_about_the_inspectorate_goes_past_it(file, units, press):
    made = file("report", body="بازرس", about_unit_id=units["inspectorate"])

    assert made.unit_id == units["mayor"]
    with pytest.raises(NotFound):
        disclosure.reveal(press("inspectorate", made), "ببینم")
    answer(press("mayor", made), Answer("explained", "رسیدگی شد."))


def test_only_the_unit_that_has_it_works_on_it(file, units, press):
    made = file()
    refer(press("operator", made), units["civil_works"])

    with pytest.raises(NotFound):
        refer_service.accept(press("city", made))
    with pytest.raises(Forbidden):
        refer_service.accept(press("supervisor", made))
    refer_service.accept(press("deputy", made))  # heads what is above it


def test_the_place_and_the_permit_of_a_report_are_sealed_with_its_words(file):
    made = file("report", body="رشوه", address="باجهٔ ۳", lat=36_070_000, lon=49_700_000, permit="1404-12")

    assert (made.address, made.lat, made.lon, made.cell, made.permit, made.body) == ("", None, None, None, "", "")
    assert made.sealed_body == "رشوه\nباجهٔ ۳\n36.07, 49.7\nشمارهٔ پروانهٔ ساختمان: \u20661404-12\u2069"


@pytest.mark.parametrize("place", [{"address": "باجهٔ ۳"}, {"district_id": 1}, {"lat": 36_070_000, "lon": 49_700_000}])
def test_of_a_report_only_the_category_is_put_right_and_no_place_unsealed(file, press, about, place):
    made, conduct = file("report", body="رشوه", address="باجهٔ ۳"), about().category_by_code["conduct"].id
    nowhere = {"address": "", "district_id": None, "lat": None, "lon": None}

    with pytest.raises(InvalidInput):
        reclassify.sort(press("inspectorate", made), Sorted("report", conduct, **(nowhere | place)))
    reclassify.sort(press("inspectorate", made), Sorted("report", conduct, **nowhere))

    assert (made.category_id, made.address, made.district_id, made.lat, made.cell) == (conduct, "", None, None, None)


def test_another_class_of_deadline_promises_nothing_that_is_over(file, units, press, later, about):
    made = file("suggestion")
    later(days=20)
    now = clock.now()

    refer(press("operator", made), units["civil_works"], "", about().class_by_code["urgent"].id)

    assert now == made.started_at < made.amber_at < made.due_at <= now + timedelta(days=1)
    assert escalate.escalate(made.office_id, now) == 0


def test_another_class_that_is_not_over_counts_from_when_it_came_in(file, units, press, later, about):
    made = file(category="asphalt")
    came = made.started_at
    later(days=1)

    refer(press("operator", made), units["civil_works"], "", about().class_by_code["suggestion"].id)

    assert made.started_at == came
    assert (made.due_at - came).days >= 29


def test_what_is_open_again_has_no_verdict_and_no_cause(office, file, press):
    made = file("complaint")
    answer(press("inspectorate", made), Answer("explained", "شد.", verdict="upheld", root_cause="conduct"))

    service.come_back(office, made.id, "reopen", "نه")

    assert (made.verdict, made.root_cause, made.outcome) == (None, None, None)


def test_one_of_the_inspectorate_without_a_unit_does_not_read_what_names_it(office, file, press, units):
    person = db.session().get_one(Person, press("inspectorate", file()).person_id)
    named, other = file("report", about_unit_id=units["inspectorate"]), file("report", body="رشوه")
    named.unit_id = units["inspectorate"]  # as it was where nobody stood above it
    person.unit_id = queries.furniture(db.session(), office).units[units["inspectorate"]].head_id = None
    db.session.commit()

    with pytest.raises(NotFound):
        disclosure.reveal(press("inspectorate", named), "ببینم")
    assert disclosure.reveal(press("inspectorate", other), "ببینم").message_id == other.id
