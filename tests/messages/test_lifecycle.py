"""The lifecycle of a message, from registration to its end."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.messages.rules.transitions import OnceByRight
from deskq.messages.service import create, disclosure, extend_deadline, reclassify
from deskq.messages.service import escalate as escalate_service
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer, answer
from deskq.messages.service.escalate import escalate
from deskq.messages.service.message_input import MessageInput
from deskq.messages.service.reclassify import Classification
from deskq.messages.service.refer import ClosedUnit, refer
from deskq.portal import service
from deskq.staff.models import Person
from tests.tools.refusals import refused_at


def test_a_request_has_a_code_an_owner_and_a_deadline_at_once(file, units):
    made = file(category="asphalt")

    assert made.state == "registered"
    assert made.unit_id == units["public_relations"]
    assert made.registered_at < made.amber_at < made.red_at < made.due_at
    assert len(made.code) == 12


def test_a_form_submitted_twice_is_one_message(office, file):
    given = MessageInput(kind="suggestion", channel="web", body="نیمکت در پارک")

    first, again = (create.register(office, "citizen", given, "one press") for _ in range(2))

    assert first.id == again.id


def test_a_message_is_referred_accepted_answered_and_closed(office, file, units, action, later):
    made = file("suggestion")
    refer(action("operator", made), units["civil_works"])
    assert (made.state, made.unit_id) == ("referred", units["civil_works"])

    refer_service.accept(action("civil", made))
    assert made.state == "accepted"
    answer(action("civil", made), Answer("explained", "بررسی شد و در برنامه است."))
    assert (made.state, made.outcome, made.escalates_at) == ("answered", "explained", None)
    later(days=11)
    assert escalate_service.auto_close(office, clock.now()) == 1

    assert made.state == "closed"
    assert [step.verb for step in message.steps(db.session(), made.id)] == [
        *("register", "refer", "accept", "answer", "close")
    ]


def test_the_journal_records_events_without_any_text(office, file, units, action):
    made = file("complaint", body="متصدی باجهٔ ۳ بد رفتار کرد", national_id="0499370899")
    refer(action("inspectorate", made), units["desk"], note="لطفاً بررسی شود")

    told = [entry for entry in journal.walk(db.session(), office) if entry.kind.startswith("message.")]

    assert [entry.kind for entry in told] == ["message.registered", "message.moved"]
    assert not any(word in entry.body for entry in told for word in ("رفتار", "سارا", "0912", "0499370899", "بررسی"))


def test_a_closed_unit_receives_no_new_messages(file, units, action, about):
    made = file()
    about().units[units["green_space"]].offered = False
    db.session.commit()

    with pytest.raises(ClosedUnit):
        refer(action("operator", made), units["green_space"])

    assert (made.state, made.unit_id) == ("registered", units["public_relations"])


def test_completed_work_requires_a_photo_if_the_category_does(referred, action):
    with refused_at("photos"):
        answer(action("civil", referred), Answer("done", "آسفالت شد."))

    answer(action("civil", referred), Answer("done", "آسفالت شد.", photos=["a.webp"]))
    assert referred.outcome == "done"
    assert [photo.kind for photo in message.photos(db.session(), referred.id)] == ["proof"]


def test_a_dissatisfied_citizen_can_reopen_a_message_once(office, file, units, action):
    made = file("suggestion")
    refer(action("operator", made), units["civil_works"])
    answer(action("civil", made), Answer("explained", "شد."))
    service.return_to_answer(office, made.id, "reopen", "هنوز همان است")
    assert (made.state, made.unit_id, made.started_at) == ("referred", units["civil_works"], clock.now())

    answer(action("civil", made), Answer("explained", "باز هم شد."))
    with pytest.raises(OnceByRight):
        service.return_to_answer(office, made.id, "reopen", "نه")
    service.return_to_answer(office, made.id, "object", "اعتراض دارم")

    assert (made.state, made.unit_id) == ("referred", units["inspectorate"])


def test_an_extension_keeps_the_first_due_date(referred, action):
    promised = referred.due_at

    extend_deadline.extend(action("civil", referred), promised + timedelta(days=5), "قطعه در راه است")

    assert referred.due_at == promised + timedelta(days=5)
    assert [step.due_at for step in message.steps(db.session(), referred.id) if step.due_at] == [
        *(promised, referred.due_at)
    ]


def test_extensions_and_referrals_require_a_reason(referred, units, action):
    before = (referred.unit_id, referred.due_at, referred.turn)

    for reason in ("", "  \u200f\n"):
        with refused_at("words"):
            extend_deadline.extend(action("civil", referred), referred.due_at + timedelta(days=5), reason)
        with refused_at("note"):
            refer_service.pass_on(action("civil", referred), units["green_space"], reason)

    assert (referred.unit_id, referred.due_at, referred.turn) == before


def test_a_confidential_report_belongs_to_the_inspectorate_and_is_hidden_from_others(office, file, units, action):
    made = file("report", body="رشوه خواستند", address="", about_unit_id=units["civil_works"])

    assert (made.unit_id, made.body, made.sealed_body) == (units["inspectorate"], "", "رشوه خواستند")
    for name in ("civil", "city", "operator", "supervisor", "admin", "deputy", "mayor", "karimi"):
        with pytest.raises(NotFound):
            disclosure.reveal(action(name, made), "ببینم")
    answer(action("inspectorate", made), Answer("explained", "رسیدگی شد."))


def test_a_report_about_the_inspectorate_bypasses_it(file, units, action):
    made = file("report", body="بازرس", about_unit_id=units["inspectorate"])

    assert made.unit_id == units["mayor"]
    with pytest.raises(NotFound):
        disclosure.reveal(action("inspectorate", made), "ببینم")
    answer(action("mayor", made), Answer("explained", "رسیدگی شد."))


def test_an_inspector_without_a_unit_cannot_read_reports_that_name_the_inspectorate(file, action, units, about):
    named, other = file("report", about_unit_id=units["inspectorate"]), file("report", body="رشوه")
    person = db.session().get_one(Person, action("inspectorate", other).person_id)
    named.unit_id = units["inspectorate"]  # as it was where nobody stood above it
    person.unit_id = about().units[units["inspectorate"]].head_id = None
    db.session.commit()

    with pytest.raises(NotFound):
        disclosure.reveal(action("inspectorate", named), "ببینم")
    assert disclosure.reveal(action("inspectorate", other), "ببینم").message_id == other.id


def test_only_the_owning_unit_can_act_on_a_message(referred, action):
    with pytest.raises(NotFound):
        refer_service.accept(action("city", referred))
    with pytest.raises(Forbidden):
        refer_service.accept(action("supervisor", referred))
    refer_service.accept(action("deputy", referred))  # heads what is above it


def test_place_and_permit_of_a_report_are_encrypted_with_its_text(file):
    made = file("report", body="رشوه", address="باجهٔ ۳", lat=36_070_000, lon=49_700_000, permit="1404-12")

    assert (made.address, made.lat, made.lon, made.cell, made.permit, made.body) == ("", None, None, None, "", "")
    assert made.sealed_body == "رشوه\nباجهٔ ۳\n36.07, 49.7\nشمارهٔ پروانهٔ ساختمان: \u20661404-12\u2069"


@pytest.mark.parametrize("place", [{"address": "باجهٔ ۳"}, {"district_id": 1}, {"lat": 36_070_000, "lon": 49_700_000}])
def test_only_the_category_of_a_report_can_be_corrected_and_no_place_is_decrypted(file, action, about, place):
    made, conduct = file("report", body="رشوه", address="باجهٔ ۳"), about().category_by_code["conduct"].id
    nowhere = {"address": "", "district_id": None, "lat": None, "lon": None}

    with pytest.raises(InvalidInput):
        reclassify.reclassify(action("inspectorate", made), Classification("report", conduct, **(nowhere | place)))
    reclassify.reclassify(action("inspectorate", made), Classification("report", conduct, **nowhere))

    assert (made.category_id, made.address, made.district_id, made.lat, made.cell) == (conduct, "", None, None, None)


def test_a_changed_class_never_sets_a_past_due_date(file, units, action, later, about):
    made = file("suggestion")
    later(days=20)
    now = clock.now()

    refer(action("operator", made), units["civil_works"], "", about().class_by_code["urgent"].id)

    assert now == made.started_at < made.amber_at < made.due_at <= now + timedelta(days=1)
    assert escalate(made.office_id, now) == 0


def test_a_changed_class_counts_from_the_registration(file, units, action, later, about):
    made = file(category="asphalt")
    came = made.started_at
    later(days=1)

    refer(action("operator", made), units["civil_works"], "", about().class_by_code["suggestion"].id)

    assert made.started_at == came
    assert (made.due_at - came).days >= 29


def test_a_reopened_message_has_no_verdict_and_no_cause(office, file, action):
    made = file("complaint")
    answer(action("inspectorate", made), Answer("explained", "شد.", verdict="upheld", root_cause="conduct"))

    service.return_to_answer(office, made.id, "reopen", "نه")

    assert (made.verdict, made.root_cause, made.outcome) == (None, None, None)
