"""Results of ratings, appeals, visits and saved reports, where there is much, little or nothing to show."""

from deskq.background_work import service as background
from deskq.core.extensions import db
from deskq.queue.models import Ticket
from deskq.queue.service import calls, counters, serve
from deskq.saved_reports import jobs as saved_jobs
from deskq.saved_reports.mail import outbox
from deskq.saved_reports.service import recipients, saved
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.ratings.past_visits import PastVisit, days_ago, write_visits

RATINGS = "/manage/ratings"
REPORT = "/manage/reports"


def test_reports_of_visits(scene):
    office = scene("visits")
    for when in ((2025, 11, 10), (2025, 11, 20), (2026, 10, 10), (2026, 10, 15), (2026, 11, 10), (2026, 11, 24)):
        visits_of_a_day(*when)
    write_visits(prepare.office(), [PastVisit(days_ago(1 + number % 30), score=4) for number in range(90)])
    fixed = "from=1405/08/05&to=1405/09/03"
    for by in ("service", "counter", "hour", "day", "month", "channel"):
        office.look("supervisor", f"{REPORT}?{fixed}&by={by}")
    chosen = f"{fixed}&service=info_desk"
    for asked in ("by=nothing", "service=nothing", chosen, "from=x", "period=month", "period=week", "period=year"):
        office.look("supervisor", f"{REPORT}?{asked}")
    for first, last in (
        ("09/10", "09/01"), ("08/01", "08/01"), ("08/01", "08/30"),
        ("09/01", "09/30"), ("07/01", "07/30"), ("07/20", "07/25"),
    ):  # fmt: skip
        office.look("supervisor", f"{REPORT}?from=1405/{first}&to=1405/{last}&by=month")
    office.look("supervisor", f"{REPORT}?period=week&of=1405/08/20", f"{REPORT}?period=month&of=140508")
    written = db.session().query(Ticket.id).order_by(Ticket.id.desc()).first()[0]
    prepare.change(Ticket, written, code="900", number=900)
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
        saved.save(
            prepare.office(), "test", saved.Wanted(name=name, by=by, services=services, sends=sends, **wanted)
        ).id
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
