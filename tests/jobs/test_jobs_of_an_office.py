"""Jobs of each office: each does its work for the staff, the citizens and other software."""

import io
import re

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.practice import beginning, movement
from deskq.practice.beginning import Asking
from deskq.queue.models import Ticket
from deskq.queue.service import counters
from deskq.saved_reports.jobs import run_once as queue_letters
from deskq.saved_reports.mail.models import Mail
from deskq.staff import queries as staff_queries
from deskq.staff.courses import service as courses
from deskq.staff.courses.rules import Seat
from deskq.webhooks import queries as webhook_queries
from deskq.webhooks import service as webhook_service
from tests.alerts.conftest import told
from tests.application_exchange.test_import import TWO
from tests.applications.applicants import lacking
from tests.applications.conftest import opened
from tests.background_work.conftest import files, long_export
from tests.document_scans.conftest import at_counter, scanner
from tests.joining.conftest import join
from tests.live.conftest import enter, socket
from tests.message_import.test_message_import import HEADERS, ROWS, messages
from tests.panel.conftest import page, row, set_target
from tests.panel.test_advisor import busy, known
from tests.panel.test_forecaster import past
from tests.ratings.past_visits import PastVisit, days_ago, write_visits
from tests.reports.test_hall import words
from tests.saved_reports.conftest import ADDRESS, saturday, save, send_to, server
from tests.sms.conftest import gateway, work
from tests.tools.browsers import look
from tests.tools.waiting import until
from tests.webhooks.conftest import receiver
from tests.webhooks.test_webhooks import LOCAL, SECRET

__all__ = [
    "at_counter", "busy", "enter", "files", "gateway", "join", "known", "lacking", "long_export", "look", "opened",
    "page", "past", "receiver", "row", "saturday", "save", "scanner", "send_to", "server", "set_target", "socket",
    "told", "work",
]  # fmt: skip


@pytest.fixture
def practice_hall(office) -> int:
    """A clerk has begun to practise."""
    person = staff_queries.person_by_name(db.session(), "karimi")
    who = Asking(person.id, office, person.login_id, person.role, person.names)
    hall = beginning.begin(who).account.office_id
    db.session.remove()
    return hall


@pytest.fixture
def weekly_letter(save, send_to, server, saturday):
    """A report that is sent by e-mail each week, in the morning on which it is due."""
    send_to(save(sends="week"))
    saturday()


def test_practice_lets_visitors_come_and_ends_a_while_after_the_last_action(run, practice_hall, later, monkeypatch):
    monkeypatch.setattr(movement, "COMES", 1.0)
    monkeypatch.setattr(movement, "LEAVES", 0.0)

    def states() -> list[str]:
        return [state for (state,) in db.session.query(Ticket.state).filter(Ticket.office_id == practice_hall)]

    before = len(states())

    run("practice")
    after = len(states())
    later(minutes=16)
    run("practice")

    assert after == before + 1
    assert set(states()) == {"expired"}


def test_alerts_tells_the_supervisor_that_somebody_waits_too_long(run, told, issue, enter, socket, later):
    told("wait", limit=30)
    told("idle", screens=False, texts=False)
    hall = socket(enter("supervisor"))
    hall.watch("panel", lang="en")
    issue()
    later(minutes=31)

    run("alerts")
    run("live.follow")

    notices = [what["body"] for name, what in hall.heard() if name == "notice"]
    assert notices == ["Renewal and waste levy: the longest wait is 31 minutes."]


def test_background_work_makes_the_file_of_a_long_export(run, long_export):
    admin, address = long_export

    run("background_work")

    assert admin.get(f"{address}/file").text.splitlines()[1] == "0,1-0,'=1+1"


def test_imports_reads_the_table_that_was_uploaded(run, sign_in):
    admin = sign_in("admin")
    table = {"kind": "applications", "file": (io.BytesIO(TWO.encode()), "table.csv")}
    address = admin.post("/manage/imports", data=table).location

    run("imports")

    assert "کاظم یوسفی" in admin.get(address).text


def test_message_imports_takes_over_the_messages_of_the_table_once_it_is_started(run, sign_in):
    supervisor = sign_in("supervisor")
    lines = "\r\n".join(",".join(cells) for cells in [HEADERS, *ROWS])
    table = {"request_key": secrets.new(), "file": (io.BytesIO(lines.encode()), "1397.csv")}
    address = supervisor.post("/manage/message-imports", data=table).location
    run("message_imports")
    before = supervisor.get(f"{address}/progress").json
    supervisor.post(f"{address}/start")

    run("message_imports")

    progress = supervisor.get(f"{address}/progress").json
    assert (before["state"], progress["state"]) == ("checked", "done")
    assert [message.body for message in messages(1)] == ["با ما تند حرف زدند", "چاله"]


def test_joining_texts_who_joined_from_outside_when_it_is_time_to_leave(
    run, set_office, join, at, later, gateway, work
):
    set_office(join_share=90, location="36.0711, 49.6959")
    counters.open_counter(at(2))
    join(travel=20)
    later(minutes=5)

    run("joining")
    work()

    assert gateway.texts == ["نوبت \u2066۲۰۱\u2069: اکنون راه بیفتید. رسیدید، در کیوسک بگویید"]


def test_mail_sends_the_letter_that_waits(run, weekly_letter, server):
    queue_letters()

    run("mail")

    assert [letter.to for letter in server.letters] == [ADDRESS]


def test_panel_advice_advises_more_counters_for_a_busy_hall(run, sign_in, busy, known, set_target, page):
    set_target("renewal_levy", 80, 20)
    sign_in("supervisor")
    page("/manage")
    run("estimate")

    run("panel.advice")

    assert "for Renewal and waste levy now: about" in words(page("/manage"))


def test_panel_forecast_foresees_the_visitors_of_the_day(run, sign_in, past, page):
    past(20, {"09:00": 4, "10:30": 8})
    sign_in("supervisor")
    page("/manage")

    run("panel.forecast")

    assert "On the last 10 days the band contained" in words(page("/manage"))


def test_published_shows_citizens_the_usual_waits(run, office, client):
    write_visits(office, [PastVisit(days_ago(day)) for day in range(4, 44) for _ in range(6)])

    run("published")

    assert "usual_waits" in {one["table"] for one in client.get("/published/figures.json").json["figures"]}


def test_saved_reports_writes_a_letter_on_the_first_day_of_the_week(run, weekly_letter, issue):
    issue()  # the last event is of today: the clock is believed

    run("saved_reports")

    assert [one.state for one in db.session().query(Mail)] == ["waiting"]


def test_scans_deletes_a_paper_an_hour_after_it_was_discarded(run, scanner, lacking, sign_in, later):
    paper, clerk, scans = scanner.write("scan.jpg"), sign_in("karimi"), f"/applications/{lacking.id}/scans"
    (token,) = re.findall(r'value="take:([0-9a-f]{32})"', clerk.get(scans).text)
    clerk.post(scans, data={"go": f"drop:{token}", "scan_document": "deed"})
    later(minutes=61)

    run("scans")

    assert not paper.exists()


def test_webhooks_sends_what_is_due(run, app, office, receiver, look):
    app.config["WEBHOOK_NETWORKS"] = LOCAL
    webhook = webhook_service.add(office, "test", receiver.url, LOCAL, SECRET)
    webhook_service.test(office, "test", webhook)

    run("webhooks")

    until(lambda: webhook_queries.last(look(), webhook)[0].state == "sent", seconds=10)
    assert len(receiver.got) == 1


def test_accounts_of_a_course_end_after_its_last_day(run, office, later):
    courses.register(office, "test", "Spring", clock.today(), courses.prepare([Seat("A", "trainee1", "clerk")]))

    run("courses")
    before = staff_queries.person_by_name(db.session(), "trainee1").active
    later(days=1)
    run("courses")
    db.session.remove()

    assert before
    assert not staff_queries.person_by_name(db.session(), "trainee1").active
