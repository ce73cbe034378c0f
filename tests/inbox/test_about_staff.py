"""Complaints about staff: who reads them before and after the inspectorate passes them on, by every way there is."""

from datetime import timedelta

import pytest

from deskq.alerts.rules import LATE, REFERRED, concerns
from deskq.coding import queries as coding_queries
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.inbox.queries.inbox import TABS, Filters, InboxScope, page
from deskq.intake.callers import by_phone
from deskq.message_reports.figures import message_report
from deskq.message_settings import queries
from deskq.message_settings.about_staff import begins_restricted
from deskq.message_settings.models import Category
from deskq.messages.models import Message, phone_index
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import root_causes, unit_load, viewers
from deskq.messages.rules import visibility
from deskq.messages.service import answer as answer_service
from deskq.messages.service import reclassify
from deskq.messages.service import refer as refer_service
from deskq.messages.service import undo as undo_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.escalate import escalate
from deskq.messages.service.reclassify import Classification
from deskq.reports.period.rules import DateRange
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from tests.tools.refusals import refused_at

PEOPLE = ("moradi", "civil", "city", "operator", "supervisor", "inspectorate", "deputy", "mayor", "admin")
SENDER = {"name": "سارا", "phone": "09121234567", "home": "تاکستان"}
WORDS = "رفتار کارمند با من درست نبود"


@pytest.mark.parametrize(
    ("kind", "category", "visit", "restricted"),
    [
        ("complaint", "conduct", False, True),
        ("criticism", "conduct", False, True),
        ("request", "conduct", False, True),
        ("praise", "conduct", False, False),
        ("suggestion", "conduct", False, False),
        ("complaint", "asphalt", False, False),
        ("complaint", None, False, False),
        ("complaint", None, True, True),
        ("complaint", "asphalt", True, True),
        ("criticism", None, True, False),
        ("praise", None, True, False),
        ("report", None, False, True),
    ],
)
def test_which_messages_begin_with_the_inspectorate_alone(kind, category, visit, restricted):
    assert begins_restricted(kind, category, visit) is restricted


@pytest.fixture
def conduct(office):
    return db.session().query(Category).filter_by(office_id=office, code="conduct").one().id


@pytest.fixture
def complain(file, conduct):
    """``complain(about_unit_id=3)``: a citizen complains about somebody's conduct."""

    def register(kind: str = "complaint", **more: object) -> Message:
        return file(kind, body=WORDS, category_id=conduct, address="خیابان امام", **SENDER, **more)

    return register


@pytest.fixture
def viewer(office):
    def of(name: str) -> visibility.Viewer:
        person = staff_queries.person_by_name(db.session(), name)
        return viewers.viewer(db.session(), office, person.id, clock.today())

    return of


@pytest.fixture
def readers(office, viewer):
    """Who sees a message on its page, in a list that shows its words, by its sender's number, or gets alerts."""

    def names(message_id: int) -> dict[str, set[str]]:
        session, about = db.session(), queries.load_settings(db.session(), office)
        message = message_queries.by_id(session, office, message_id)
        past = message_queries.units_of(session, message_id)
        found: dict[str, set[str]] = {"page": set(), "list": set(), "number": set(), "alert": set()}
        for name in PEOPLE:
            looks = viewer(name)
            scope = InboxScope(looks, about, frozenset({looks.person_id}), clock.now())
            rows = [row for tab in TABS for row in page(session, scope, tab, Filters()).rows if row.id == message_id]
            if visibility.sees(looks, message, past):
                found["page"].add(name)
            if any(not row.sealed for row in rows):
                found["list"].add(name)
            if message_id in {one.id for one in by_phone(session, office, looks, phone_index("+989121234567"))}:
                found["number"].add(name)
            if any(concerns(looks, message, message.person_id, kind) for kind in (REFERRED, LATE)):
                found["alert"].add(name)
        return found

    return names


#: By the sender's number nobody finds it: whoever is called at the desk sees the caller's matters.
INSPECTORATE = {"page": {"inspectorate"}, "list": {"inspectorate"}, "number": set(), "alert": {"inspectorate"}}


@pytest.mark.parametrize("unit", ["civil_works", "desk", "technical_deputy", "mayor", "public_relations", None])
@pytest.mark.parametrize("kind", ["complaint", "criticism", "request"])
def test_only_the_inspectorate_sees_a_complaint_about_staff_by_any_way(complain, units, readers, viewer, unit, kind):
    """Not even who typed it at the desk sees it afterwards."""
    made = complain(kind, about_unit_id=units.get(unit), taken_by_id=viewer("operator").person_id)

    assert made.unit_id == units["inspectorate"]
    assert readers(made.id) == INSPECTORATE


def test_a_complaint_about_the_inspectorate_is_read_above_it(complain, units, readers):
    made = complain(about_unit_id=units["inspectorate"])

    assert made.unit_id == units["mayor"]
    assert readers(made.id) == {"page": {"mayor"}, "list": {"mayor"}, "number": set(), "alert": {"mayor"}}


@pytest.mark.parametrize("kind", ["complaint", "report"])
def test_without_anybody_in_the_inspectorate_the_head_of_the_top_unit_reads_it(complain, file, units, readers, kind):
    for person in db.session().query(Person).filter_by(role="inspectorate"):
        person.active = False
    db.session.commit()

    made = complain() if kind == "complaint" else file("report", body=WORDS)

    assert made.unit_id == units["mayor"]
    assert readers(made.id)["page"] == {"mayor"}


def test_it_stays_so_when_it_is_late_and_those_above_learn_only_that(complain, units, readers, office):
    made = complain(about_unit_id=units["civil_works"])
    clock.fix(made.due_at + timedelta(days=200))
    for _ in range(3):
        escalate(office, clock.now())

    assert readers(made.id) == INSPECTORATE
    assert db.session().get(Message, made.id).escalation == 3


def test_it_is_in_no_figure_and_in_no_list_of_texts_to_code(complain, action, office):
    made = complain()

    answer_service.answer(
        action("inspectorate", made), Answer("explained", "رسیدگی شد.", verdict="upheld", root_cause="conduct")
    )

    session, now = db.session(), clock.now()
    assert message_report(session, office, DateRange(now.date(), now.date()), "kind").total.registered == 0
    assert unit_load.open_by_unit(session, office) == {}
    assert root_causes.counted(session, office, now - timedelta(days=1), now + timedelta(days=1)) == []
    assert coding_queries.item(session, office, "message", made.id) is None
    assert message_queries.feedback_of(session, made.id) is None, "an operator would call about it"


@pytest.fixture
def pass_on(units, action):
    """``pass_on(message, "civil_works", "...")`` by the inspectorate."""

    def send(message: Message, unit: str = "civil_works", why: str = "مسئول واحد پاسخ دهد") -> None:
        refer_service.refer(action("inspectorate", message), units[unit], why)

    return send


def test_the_inspectorate_passes_it_on_with_a_reason_and_the_unit_reads_it_from_then(
    complain, units, pass_on, readers, office
):
    made = complain(about_unit_id=units["civil_works"])

    with refused_at("note"):
        pass_on(made, why="")
    pass_on(made)

    assert readers(made.id)["page"] == {"civil", "operator", "supervisor", "inspectorate", "deputy", "mayor"}
    entries = [one.facts for one in journal.walk(db.session(), office) if one.kind == "message.complaint_passed_on"]
    assert (entries[0]["unit"], entries[0]["why"]) == (units["civil_works"], "مسئول واحد پاسخ دهد")


def test_passing_it_on_is_undone_within_the_usual_time(complain, units, action, pass_on, readers):
    made = complain(about_unit_id=units["civil_works"])
    pass_on(made)

    undo_service.undo(action("inspectorate", made))

    assert readers(made.id) == INSPECTORATE
    assert made.unit_id == units["inspectorate"]


def test_an_undone_referral_that_did_not_open_it_leaves_it_open(complain, action, pass_on):
    made = complain()
    pass_on(made)
    pass_on(made, "city_services")

    undo_service.undo(action("inspectorate", made))

    assert not made.restricted


def test_what_turns_out_to_be_about_staff_goes_to_the_inspectorate_at_once(file, conduct, units, action, readers):
    made = file("criticism", body=WORDS, address="خیابان امام", **SENDER)
    refer_service.refer(action("operator", made), units["civil_works"])
    refer_service.accept(action("civil", made))

    reclassify.reclassify(action("civil", made), Classification("complaint", conduct, "خیابان امام", None, None, None))

    assert (made.unit_id, made.person_id, made.restricted) == (units["inspectorate"], None, True)
    assert readers(made.id) == INSPECTORATE


def test_it_is_no_duplicate_of_anything_that_others_read(complain, file, action):
    made, other = complain(), file("complaint", body="چاله", **SENDER)

    for message, code in ((made, other.code), (other, made.code)):
        with pytest.raises(InvalidInput):
            answer_service.link(action("inspectorate", message), code)


@pytest.mark.parametrize("name", ["operator", "supervisor", "deputy", "civil"])
def test_pages_search_and_files_of_others_do_not_know_it(complain, units, inside, name):
    made = complain(about_unit_id=units["civil_works"])
    person = inside(name)

    assert person.get(f"/inbox/{made.id}").status_code == 404
    assert person.get(f"/inbox/{made.id}/work-order").status_code == 404
    for address in ("/inbox?tab=all", "/inbox?q=رفتار", f"/inbox?q={made.code}", "/inbox.csv?tab=all"):
        text = person.get(address).text
        assert WORDS not in text
        assert f"/inbox/{made.id}" not in text


def test_the_page_says_what_passing_on_means(complain, inside):
    text = inside("inspectorate").get(f"/inbox/{complain().id}?lang=en").text

    assert "only the inspectorate reads it" in text
    assert "Why the unit should read this complaint" in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "complaint",
            "A complaint about the conduct of staff is read by the inspectorate alone until it passes it on.",
        ),
        ("complaint", "The inspectorate, the unit that deals with it, the 137 operators and the managers"),
        ("request", "The 137 operators, the unit that deals with it, the inspectorate and the managers"),
        ("praise", "The 137 operators, the unit that deals with it, the inspectorate and the managers"),
        ("report", "Only the inspectorate reads this"),
    ],
)
def test_the_form_says_who_reads_it(client, office, kind, words):
    assert words in client.get(f"/messages/new?kind={kind}&lang=en").text


def test_the_form_says_it_once_the_subject_is_chosen(client, conduct):
    sent = {"kind": "complaint", "step": "what", "category_id": str(conduct), "body": WORDS, "request_key": "k" * 20}

    text = client.post("/messages/steps?lang=en", data=sent).text

    assert "Only the inspectorate reads this: Inspectorate and complaints." in text
    assert "137 operators" not in text


def test_a_complaint_about_a_unit_is_filed_by_a_citizen_and_never_seen_by_it(client, conduct, units, readers, filed):
    sent = {"kind": "complaint", "category_id": str(conduct), "body": WORDS, "request_key": "k" * 20, "address": "امام"}
    sent |= {"about_unit_id": str(units["civil_works"]), **SENDER}

    assert client.post("/messages", data=sent).status_code == 303

    made = filed()[0]
    assert made.about_unit_id == units["civil_works"]
    assert readers(made.id) == INSPECTORATE
