"""Tours with and without places, results and remarks; sessions that are moved, and their verdicts."""

from datetime import timedelta

import pytest

from deskq.applications.models import Applicant, Application
from deskq.applications.queries import application as applications
from deskq.applications.service import citizen as wishes
from deskq.commissions import queries as session_queries
from deskq.commissions.models import CommissionItem
from deskq.commissions.service import items, move, sessions
from deskq.core import clock
from deskq.core.extensions import db
from deskq.inspections.queries import rows
from deskq.inspections.service import results, tours
from deskq.inspections.service.results import Report
from deskq.ops import retention_job
from deskq.staff.models import Person
from tests.commissions.conftest import case, secretary
from tests.commissions.test_sessions import TODAY
from tests.inspections.conftest import act, placed, planner, toured
from tests.kept_pages.casework import action, citizen, look, marked_names, now_of, opened, own_folder, without_map
from tests.kept_pages.check import check
from tests.tools.images import picture

pytestmark = pytest.mark.usefixtures("marked_names")
__all__ = ["action", "case", "citizen", "look", "marked_names", "now_of", "opened", "own_folder", "placed"]
__all__ += ["planner", "secretary", "toured", "without_map"]
PAGES = ("", "/paper", "/phone")


@pytest.fixture
def more_settings():
    return {"SMS_GATEWAY": "console"}


def test_a_tour_loses_its_places_and_its_map(scene, toured, planner, without_map):
    tour, made = toured(2)
    touring = scene("inspection-tour")
    addresses = [f"/inspections/tours/{tour}{page}" for page in PAGES]

    without_map()
    touring.look("planner", *addresses, "/inspections", f"/inspections/applications/{made[0]}")
    touring.send("planner", f"/inspections/tours/{tour}/order", turn=999, move="shortest")
    for stop in rows.stops(db.session(), tour):
        tours.change(planner(), tour, None, "remove", stop.id)
    touring.look("planner", *addresses, "/inspections")

    for metres in (0, 999, 1000, 1234):
        touring.part("inspections/parts.html", "distance", metres)

    check("inspection-tour", touring.pages)


def test_what_an_inspection_finds(scene, toured, office, opened, action):
    tour, (made, other, third) = toured(3)
    finding = scene("inspection-result")
    bare = opened(parcel_code="", file_number="", name="بی‌نشان <i>")
    told = {"key": "key-of-phone-1", "application": made, "stage": "inspection", "tour": tour}

    finding.look("planner", "/inspections", f"/inspections/applications/{bare.id}")
    finding.send("planner", "/inspections/results", **told, outcome="", words="چرا <i>", checks="access=yes")
    finding.send("planner", "/inspections/results", **told, outcome="does_not_fit", words="")
    finding.send("planner", "/inspections/results", **told, outcome="fits", checks=["access=yes", "use=no"],
                 words="همه چیز درست است <i>", photos=[(picture(), "a.jpg")])  # fmt: skip
    report = Report("key-of-phone-2", "inspection", outcome="does_not_fit", words="یک طبقه اضافه است. <i>")
    results.report(act("planner", made, office), report)
    results.report(act("planner", other, office), Report("key-of-phone-3", "inspection", outcome="fits"))
    finding.look("planner", *(f"/inspections/tours/{tour}{page}" for page in PAGES))
    finding.look("planner", *(f"/inspections/applications/{one}" for one in (made, other, third)))
    finding.send("planner", f"/inspections/applications/{third}/place", turn=999, address="x")
    finding.send("planner", f"/inspections/applications/{third}/place", turn=1, address="")
    finding.send("planner", "/inspections/tours", day="1405/09/01", person_id="", stages=f"{bare.id}:inspection")

    check("inspection-result", finding.pages)


def test_a_final_verdict(scene, opened, secretary, now_of, citizen, own_folder):
    final = scene("commission-final")
    made = opened("land_use_change").id
    stages_of = applications.stages(db.session(), made)
    here = next(row.position for row in stages_of if row.code == "art5")
    for row in stages_of:
        row.state = "here" if row.position == here else "done" if row.position < here else "to_come"
        row.begun_at = clock.now() if row.position <= here else None
        row.due_at = clock.now() + timedelta(days=9) if row.position == here else None
        row.ended_at = clock.now() if row.position < here else None
    db.session.get(Application, made).state = "open"
    db.session.get(Person, secretary.person_id).unit_id = stages_of[here].unit_id
    db.session.commit()
    session = sessions.create_session(secretary, "art5", clock.now() + timedelta(hours=3), "سالن جلسات <i>", "").id
    item = sessions.add_item(secretary, session, made).id
    items.serve_notice(secretary, item, "post", TODAY)
    items.receive_defence(secretary, item, "دفاع <i>")
    items.decide(secretary, item, "approved", "با شرط <i>")
    items.serve_verdict(secretary, item, "post", TODAY)
    final.comes("applicant", citizen(now_of(made)))
    final.look("planner", f"/commissions/sessions/{session}", f"/applications/{made}")
    final.look("applicant", f"/track/{now_of(made).code}")
    wishes.withdraw(now_of(made), "ملک فروخته شد. <i>", sure=True)
    clock.fix(clock.now() + timedelta(days=365 * 8))
    retention_job.remove_due()
    erased = scene("commission-erased")
    erased.look("planner", *(f"/commissions/sessions/{session}{page}" for page in ("", "/minutes")))

    check("commission-erased", erased.pages)
    check("commission-final", final.pages)


def test_a_session_is_moved_and_people_are_told_by_hand(scene, case, secretary, now_of, look):
    moving = scene("commission-moved")
    planned = sessions.create_session(
        secretary, "art100", clock.now().replace(microsecond=0) + timedelta(days=5), "سالن <i>", "رئیس\nنماینده"
    ).id
    first, second = case(), case()
    address = f"/commissions/sessions/{planned}"
    moving.look("planner", address)
    for made in (first, second):
        session = look()
        session.get_one(Applicant, made).texts = False
        session.commit()
        sessions.add_item(secretary, planned, made)
    moving.look("planner", address, f"{address}/agenda/paper", f"{address}/minutes")
    moving.send("planner", f"{address}/move", day="", hour="", place="", reason="", seen=0)
    row = session_queries.session_row(db.session(), secretary.office_id, planned)
    move.move_session(secretary, planned, row.starts_at, "سالن ۲ <i>", "تعمیر سالن <i>", move.mark(row))
    moving.look("planner", address)
    row = session_queries.session_row(db.session(), secretary.office_id, planned)
    later = row.starts_at + timedelta(days=7)
    move.move_session(secretary, planned, later, "سالن ۲ <i>", "رئیس بیمار است <i>", move.mark(row))
    calls = session_queries.calls(db.session(), session_queries.session_row(db.session(), secretary.office_id, planned))
    move.tell(secretary, planned, calls[0].row.id, told=True)
    move.tell(secretary, planned, calls[-1].row.id, told=True)
    moving.look("planner", address)
    moving.look("supervisor", address, "/commissions")
    moving.look("nobody", f"/track/{now_of(first).code}")

    check("commission-moved", moving.pages)


def test_a_case_goes_to_its_verdict(scene, case, secretary, citizen, now_of, look):
    deciding = scene("commission-verdict")
    begins = clock.now() + timedelta(hours=3)
    planned = sessions.create_session(secretary, "art100", begins, "سالن جلسات <i>", "").id
    agenda = [sessions.add_item(secretary, planned, case()).id for _ in range(4)]
    address = f"/commissions/sessions/{planned}"
    codes = [now_of(one).code for one in (1, 2, 3, 4)]
    turn = lambda: look().get_one(CommissionItem, agenda[0]).turn  # noqa: E731

    deciding.send("planner", f"/commissions/items/{agenda[0]}/notice", turn=turn(), way="", day="")
    for item in agenda[:3]:
        items.serve_notice(secretary, item, "post", TODAY)
    deciding.look("planner", address)
    deciding.look("nobody", *(f"/track/{code}" for code in codes[:1]))
    deciding.send("planner", f"/commissions/items/{agenda[0]}/defence", turn=turn(), defence="")
    for item in agenda[:3]:
        items.receive_defence(secretary, item, "پروانه داشته‌ام. <i>")
    deciding.send(
        "planner", f"/commissions/items/{agenda[0]}/verdict", turn=turn(), verdict="fine", reason="", amount="x"
    )
    deciding.look("planner", address)
    items.decide(secretary, agenda[0], "fine", "دو طبقه بیش از پروانه. <i>", 250_000_000)
    items.decide(secretary, agenda[1], "no_violation", "تخلفی نیست. <i>")
    items.decide(secretary, agenda[2], "adjourned", "پرونده ناقص است. <i>")
    deciding.comes("applicant", citizen(now_of(1)))
    deciding.look("applicant", f"/track/{codes[0]}")
    deciding.send("planner", f"/commissions/items/{agenda[0]}/service", turn=turn(), way="", day="")
    items.serve_verdict(secretary, agenda[0], "sana", TODAY)
    items.serve_verdict(secretary, agenda[1], "post", TODAY)
    papers = [f"{address}/agenda/paper", f"{address}/minutes"]
    deciding.look("planner", address, *papers, "/commissions")
    deciding.look("applicant", f"/track/{codes[0]}")
    deciding.look("nobody", *(f"/track/{code}" for code in codes))
    clock.fix(clock.now() + timedelta(days=2))
    after = scene("commission-over")
    after.look("planner", "/commissions", address)

    check("commission-verdict", deciding.pages)
    check("commission-over", after.pages)
