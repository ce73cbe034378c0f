"""Results of ratings, appeals, visits and saved reports, where there is much, little or nothing to show."""

from datetime import timedelta

import pytest

from deskq.background_work import service as background
from deskq.core import clock
from deskq.core.extensions import db
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import assistance, calls, counters, day, keep, serve, switch, transfer, undo
from deskq.queue.service.cancel import cancel, rejoin
from deskq.queue.service.let_pass import let_pass
from deskq.ratings import service as rating_service
from deskq.ratings.appeals import service as appeals
from deskq.ratings.models import Rating
from deskq.ratings.questionnaire import ITEMS, REASONS
from deskq.saved_reports import jobs as saved_jobs
from deskq.saved_reports.mail import outbox
from deskq.saved_reports.service import recipients, saved
from deskq.staff import service as staff
from tests.conftest import PASSWORD
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.ratings.past_visits import PastVisit, days_ago, write_visits
from tests.saved_reports.conftest import server
from tests.sms.conftest import gateway

__all__ = ["gateway", "server"]
RATINGS = "/manage/ratings"
REPORT = "/manage/reports"


@pytest.mark.parametrize("few", [True, False])
def test_results_of_ratings(scene, few):
    name = "few-ratings" if few else "many-ratings"
    office = scene(name)
    count = 40 if few else 720
    few_wrote = [] if few else [PastVisit(days_ago(200), score=5, comment=f"چند تا {number}") for number in range(3)]
    write_visits(prepare.office(), [past_visit(number, few) for number in range(count)] + few_wrote)
    pages = [f"{RATINGS}?of=14051", f"{RATINGS}?period=month&of=140505", RATINGS, f"{RATINGS}?period=week"]
    office.look("supervisor", *pages)
    office.look("inspectorate", *pages[:2])
    office.look("moradi", "/counters/1")
    prepare.open_counter(1, "moradi")
    office.look("moradi", "/counters/1/panel")
    office.look("supervisor", f"{REPORT}?from=1405/03/01&to=1405/06/31", REPORT)

    check(name, office.pages)


def past_visit(number: int, few: bool) -> PastVisit:
    score = (5, 4, 4, 2, 1, 2)[number % 6] if number % 7 else None
    items = [code for number, code in enumerate(ITEMS) if number % 5 or number < 6]
    asked = () if few else (items[number % len(items)], items[(number + 7) % len(items)])
    said = "" if few or number % 2 else f"گفته {number}"
    return PastVisit(
        days_ago(70 + number % 100),
        score=score,
        counter=1 + number % 4,
        service=("renewal_levy", "building_permit", "art77")[number % 3],
        comment=said if score else "",
        reasons=list(REASONS)[number % len(REASONS)] if score and not few else "",
        source=("phone", "kiosk", "tablet")[number % 3],
        mark="burst" if not few and number % 60 == 3 else None,
        waited=5 + number % 70,
        outcome="not_possible" if number % 11 == 0 else "done",
        state="absent" if number % 13 == 0 else "done",
        answers={item: 1 + number % 5 for item in asked},
    )


def test_a_period_that_has_just_begun(scene):
    office = scene("begun")
    prepare.at_hour(10, day=22)  # the first day of a month
    office.look("supervisor", f"{RATINGS}?period=month")
    prepare.at_hour(10, day=28)  # a Saturday
    office.look("supervisor", f"{RATINGS}?period=week")
    db.session.remove()
    write_visits(prepare.office(), [PastVisit(days_ago(40), score=5 if number < 5 else None) for number in range(12)])
    office.look("supervisor", RATINGS, f"{RATINGS}?period=month&of=140507")

    check("begun", office.pages)


def test_visitors_whom_nobody_called(scene):
    office = scene("not-called")
    visits = [PastVisit(days_ago(90), score=1 + number % 5, state="absent", reasons=why(number)) for number in range(60)]
    write_visits(prepare.office(), visits)
    office.look("supervisor", f"{RATINGS}?of=14051", f"{REPORT}?from=1405/05/01&to=1405/06/31")

    check("not-called", office.pages)


def why(number: int) -> str:
    return "waiting" if number == 0 else "conduct"


def test_appeals(scene):
    office = scene("appeals")
    staff.create_person(prepare.office(), "second", "بازرس دوم", "inspectorate", PASSWORD, "test")
    clerk = prepare.open_counter(1, "moradi")
    made = []
    for score, comment, reasons in ((1, "شلوغ بود", ["conduct", "waiting"]), (2, "", []), (None, "", [])):
        ticket = prepare.arrive("info_desk")
        calls.call_next(clerk)
        serve.start(clerk)
        serve.finish(clerk, "not_possible" if score == 2 else "done")
        if score:
            rating_service.rate(prepare.office(), ticket.id, score, "kiosk", reasons, comment)
        today = clock.now().astimezone(clock.zone()).date()
        made.append(appeals.make_appeal(prepare.office(), prepare.person("moradi"), today, ticket.code, f"why {score}"))
    pages = [f"{RATINGS}/appeals/{row.id}" for row in made]
    office.look("inspectorate", f"{RATINGS}/appeals", *pages)
    office.look("moradi", "/account/appeals")
    prepare.later(hours=30)
    prepare.change(Rating, made[0].ticket_id, mark="burst")
    office.look("inspectorate", f"{RATINGS}/appeals", *pages)
    office.send("inspectorate", f"{pages[0]}/decision", verdict="", reason="")
    office.send("inspectorate", f"{pages[0]}/decision", verdict="upheld", ground="", reason="x")
    office.send("inspectorate", f"{pages[0]}/decision", verdict="not_upheld", ground="", reason="")
    appeals.decide(
        prepare.office(), prepare.person("second"), made[0].id, appeals.AppealDecision(True, "other_visit", "because")
    )
    appeals.decide(prepare.office(), prepare.person("second"), made[1].id, appeals.AppealDecision(False, "", "because"))
    office.look("inspectorate", f"{RATINGS}/appeals", *pages)
    office.look("moradi", "/account/appeals")
    office.look("supervisor", *(f"/manage/tickets/{row.ticket_id}" for row in made))

    check("appeals", office.pages)


def test_reports_of_visits(scene):
    office = scene("visits")
    for when in ((2025, 11, 10), (2025, 11, 20), (2026, 10, 10), (2026, 10, 15), (2026, 11, 10), (2026, 11, 24)):
        visits_of_a_day(*when)
    write_visits(prepare.office(), [PastVisit(days_ago(1 + number % 30), score=4) for number in range(90)])
    fixed = "from=1405/08/05&to=1405/09/03"
    for by in ("service", "counter", "hour", "day", "month", "channel"):
        office.look("supervisor", f"{REPORT}?{fixed}&by={by}")
    for asked in ("by=nothing", "service=nothing", f"{fixed}&service=info_desk", "from=x", "period=month", "period=week"):
        office.look("supervisor", f"{REPORT}?{asked}")
    office.look("supervisor", f"{REPORT}?from=1405/09/10&to=1405/09/01", f"{REPORT}?from=1405/08/01&to=1405/08/01")
    office.look("supervisor", f"{REPORT}?period=week&of=1405/08/20", f"{REPORT}?period=month&of=140508")
    office.look("supervisor", f"{REPORT}?from=1405/09/01&to=1405/09/30&by=month", f"{REPORT}?from=1405/08/01&to=1405/08/30")
    office.look("supervisor", f"{REPORT}?from=1405/07/01&to=1405/07/30&by=month", f"{REPORT}?period=year")
    written = db.session().query(Ticket.id).order_by(Ticket.id.desc()).first()[0]
    office.look("supervisor", f"/manage/tickets/{written}")
    for kind in ("messages", "applications"):
        office.look("supervisor", f"{REPORT}/{kind}?by=nothing", f"{REPORT}/{kind}?from=x")

    check("visits", office.pages)


def visits_of_a_day(year: int, month: int, of_month: int) -> None:
    """Four visitors, of whom the last one goes first by priority and one did not come; two counters."""
    prepare.at_hour(10, day=of_month, month=month, year=year)
    desks = [prepare.open_counter(1, "moradi"), prepare.open_counter(2, "karimi")]
    for code, priority in (("info_desk", ""), ("info_desk", ""), ("renewal_levy", ""), ("info_desk", "disability")):
        prepare.arrive(code, priority_code=priority)
        prepare.later(minutes=4)
    prepare.later(minutes=8)
    for number in range(4):
        desk = desks[number == 1]
        calls.call_next(desk)
        if number == 3:
            serve.mark_absent(desk)
            continue
        serve.start(desk)
        prepare.later(minutes=5)
        serve.finish(desk)
    for desk in desks:
        counters.close_counter(desk)


def test_saved_reports(scene):
    office = scene("saved")
    wanted = {"subject": "visits", "period": "week", "running": False, "first": None, "last": None}
    rows = [
        saved.save(prepare.office(), "test", saved.Wanted(name=name, by=by, services=services, sends=sends, **wanted)).id
        for name, by, services, sends in (("a", "service", "info_desk art77", ""), ("b", "", "", "month"))
    ]
    office.look("supervisor", "/manage/reports/saved", *(f"/manage/reports/saved/{row}/edit" for row in rows))
    recipients.add(prepare.office(), "test", rows[1], prepare.person("supervisor"), "mail", "x@example.ir")
    office.look("supervisor", "/manage/reports/saved", f"/manage/reports/saved/{rows[1]}/edit")
    office.look("mayor", "/manage/reports/saved")
    office.send("supervisor", "/manage/reports/saved", name="", what="", period="range", first="", services="9")
    office.send("supervisor", f"/manage/reports/saved/{rows[0]}/recipients", person_id="", way="mail", address="x")

    check("saved", office.pages)


def test_saved_reports_where_something_is_sent(scene, server, gateway):
    office = scene("saved-sent")
    wanted = {"subject": "visits", "period": "week", "running": False, "first": None, "last": None, "by": ""}
    row = saved.save(prepare.office(), "test", saved.Wanted(name="c", services="", sends="week", **wanted)).id
    office.look("supervisor", "/manage/reports/saved", f"/manage/reports/saved/{row}/edit")
    for way, address in (("mail", "x@example.ir"), ("sms", "+989121234567")):
        recipients.add(prepare.office(), "test", row, prepare.person("supervisor"), way, address)
    office.look("supervisor", f"/manage/reports/saved/{row}/edit")
    prepare.at_hour(9, day=28)  # the first day of a week
    for sends in (saved_jobs.run_once, outbox.run_once):
        db.session.remove()
        sends()
    office.look("supervisor", f"/manage/reports/saved/{row}/edit")

    check("saved-sent", office.pages)


def test_work_in_the_background(scene):
    office = scene("work")
    by = f"person:{prepare.person('supervisor')}"
    ends = ("running", "done", "cancelled", "failed")
    for end in ends:
        item = background.begin(prepare.office(), by, "x", end, f"{end}.csv", "en", lambda tx: None)
        office.look("supervisor", f"/manage/work/{item}")
        background.keep_progress(prepare.office(), item, 3, 10)
        office.look("supervisor", f"/manage/work/{item}")
        if end != "running":
            background.end(prepare.office(), item, end)
        office.look("supervisor", f"/manage/work/{item}")

    check("work", office.pages)


def test_the_history_of_tickets(scene):
    office = scene("history")
    prepare.later(minutes=1)
    tickets = histories()
    office.look("supervisor", *(f"/manage/tickets/{ticket}" for ticket in tickets), "/manage/tickets?state=waiting")
    office.look("supervisor", f"/manage/tickets?service={prepare.service_id('info_desk')}&hour=10")
    for _ in range(60):
        prepare.arrive("dig_permit")
    page = office.comes("supervisor").get("/manage/tickets?lang=en").text
    older = page.partition("before=")[2].partition('"')[0].partition("&")[0]
    office.look("supervisor", "/manage/tickets", f"/manage/tickets?before={older}", "/manage/tickets?before=1")

    check("history", office.pages)


def histories() -> list[int]:
    clerk, other = prepare.open_counter(1, "moradi"), prepare.open_counter(2, "karimi")
    first = prepare.arrive("info_desk", in_person=True)
    calls.call_next(clerk)
    calls.recall(clerk)
    assistance.escort(clerk)
    assistance.set_in_person(clerk, first.id, False)
    assistance.set_in_person(clerk, first.id, True)
    serve.start(clerk)
    undo.undo(clerk)
    serve.start(clerk)
    serve.hold(clerk)
    serve.resume(clerk, first.id)
    switch.next_service(clerk, "notary_clearance")
    switch.next_service(clerk, "utility_inquiry", "referred")
    serve.finish(clerk, "documents_missing", 3)
    moved = prepare.arrive("info_desk")
    calls.call_next(clerk)
    serve.requeue(clerk)
    calls.call_next(clerk, moved.id)
    transfer.transfer(clerk, service_code="renewal_levy")
    calls.call_next(other)
    transfer.transfer(other, counter_number=1)
    calls.call_next(clerk)
    serve.start(clerk)
    transfer.transfer(clerk, service_code="building_permit", unserved_because="soon")
    cancel(prepare.office(), moved.id)
    rejoin(prepare.office(), moved.id)
    waits = [prepare.arrive("info_desk") for _ in range(3)]
    let_pass(prepare.office(), waits[0].id)
    calls.call_next(clerk, waits[2].id)
    serve.mark_absent(clerk)
    serve.send_back(clerk, waits[2].id)
    calls.call_next(clerk, waits[2].id)
    serve.hold(clerk)
    prepare.later(minutes=40)
    day.return_due(prepare.office(), clock.now())
    sent = prepare.arrive("renewal_levy")
    calls.call_next(other, sent.id)
    transfer.transfer(other, counter_number=1)
    elderly = prepare.arrive("info_desk", priority_code="elderly")
    prepare.later(minutes=10)
    calls.call_next(clerk)
    keep.keep(clerk, "time")
    calls.call_next(clerk)
    serve.start(clerk)
    serve.finish(clerk)
    calls.call_next(clerk)
    serve.mark_absent(clerk)
    walked = calls.serve_walk_in(clerk, NewTicket("info_desk", "Secret000000OfAWalkIn", by_staff=True))
    counters.close_counter(prepare.press(2, "karimi"))
    prepare.later(minutes=20)
    prepare.arrive("info_desk")
    day.close_day(prepare.office(), clock.now().date() + timedelta(days=1))
    return [first.id, moved.id, *(one.id for one in waits), sent.id, elderly.id, elderly.id + 1, walked.id]


def test_who_went_ahead(scene):
    office = scene("went-ahead")
    clerk = prepare.open_counter(1, "moradi")
    passed = prepare.arrive("notary_clearance")
    prepare.later(minutes=2)
    prepare.arrive("info_desk")
    calls.call_next(clerk)
    serve.start(clerk)
    serve.finish(clerk)
    prepare.later(minutes=2)
    chosen = prepare.arrive("notary_clearance")
    calls.call_next(clerk, chosen.id)
    transfer_to_it = prepare.arrive("notary_clearance")
    serve.start(clerk)
    serve.finish(clerk)
    calls.call_next(clerk, transfer_to_it.id)
    serve.requeue(clerk)
    prepare.arrive("notary_clearance", priority_code="disability")
    prepare.later(minutes=20)
    calls.call_next(clerk)
    serve.start(clerk)
    serve.finish(clerk)
    office.look("supervisor", f"/manage/tickets/{passed.id}")
    prepare.later(minutes=40)
    calls.call_next(clerk)
    office.look("supervisor", f"/manage/tickets/{passed.id}", f"/manage/tickets/{transfer_to_it.id}")

    check("went-ahead", office.pages)
