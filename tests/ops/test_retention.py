"""Data older than its retention period is deleted, hourly and by the command; younger data stays."""

from pathlib import Path

import pytest

from deskq.access.devices.models import Device
from deskq.alerts.models import Alert
from deskq.amenities import retention as of_amenities
from deskq.application_exchange.models import ApplicationImport
from deskq.application_opening import retention as of_referrals
from deskq.applications import retention as of_applications
from deskq.appointments.models import WithdrawnDay
from deskq.background_work import retention as of_work
from deskq.commissions import retention as of_commissions
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.document_scans.models import DraftScan, ScanLink, ScannerTake
from deskq.estimate.models import Prediction
from deskq.inspections import retention as of_inspections
from deskq.joining.confirmation.models import JoinRequest
from deskq.joining.models import RemoteTicket
from deskq.message_erasure import retention as of_messages
from deskq.message_import import retention as of_message_imports
from deskq.office.given_answers import GivenAnswer
from deskq.office.today.models import ClerkLoan, ServiceClosure
from deskq.ops import retention_job
from deskq.printing import service as printing
from deskq.printing.models import PrintJob
from deskq.queue.hall.models import CounterLine, HelpCall
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.notes.models import TicketNote
from deskq.queue.service import calls, counters
from deskq.queue.service.issue import issue
from deskq.ratings.models import DeskAddress, Rating, RatingAppeal
from deskq.saved_reports import retention as of_saved_reports
from deskq.sms import service as sms_service
from deskq.sms.models import Notice, Sms, VisitorPhone
from deskq.sms_inbound import retention as of_inbound_sms
from deskq.staff.models import KnownBrowser, SignInFailure, UnknownLogin
from deskq.webhooks.models import Webhook, WebhookDelivery
from tests.tools.statements import statements

PAGE = Path(__file__).parents[2] / "docs" / "retention.md"


@pytest.fixture
def kept(app, office, at, later):
    """One of everything that is not kept for good, made now."""
    ticket = issue(office, "test", NewTicket("renewal_levy", "a secret"))
    sms_service.store_number(office, "test", ticket.id, "+989120000000")
    counters.open_counter(at(2))
    calls.call_next(at(2))
    now = clock.now()
    with transaction(office, "test") as tx:
        printing.add(tx, ticket.id, "main")
        session = tx.session
        session.add(Sms(office_id=office, ticket_id=ticket.id, event="near", call=0, made_at=now, next_at=now))
        session.add(Notice(office_id=office, about="a day", until=now, made_at=now, next_at=now, done_at=now))
        asked = {"token_hash": "t" * 64, "request_key": "k" * 20, "service_id": ticket.service_id, "language": "fa"}
        asked |= {"phone": "+989120000001", "travel_minutes": 20, "codes": 1, "code_tries": 0}
        session.add(JoinRequest(office_id=office, asked_at=now, **asked))
        session.add(ApplicationImport(office_id=office, kind="files", name="x", token="t", by="test", made_at=now))
        hook = Webhook(office_id=office, url="https://example.ir", secret="s", made_at=now)
        session.add(hook)
        session.flush()
        told = {"event": "e", "body": "{}", "made_at": now, "next_at": now}
        session.add(WebhookDelivery(office_id=office, webhook_id=hook.id, **told))
        session.add(RemoteTicket(ticket_id=ticket.id, office_id=office, joined_at=now, travel_minutes=20))
        session.add(WithdrawnDay(office_id=office, day=now.date()))
        session.add(Alert(office_id=office, kind="wait", subject=1, since=now, ended_at=now))
        band = dict.fromkeys(("p10", "p50", "p90", "raw_p10", "raw_p50", "raw_p90"), 60)
        told = {"ticket_id": ticket.id, "service_id": ticket.service_id, "made_at": now}
        session.add(Prediction(office_id=office, **told, **band))
        session.add(ServiceClosure(office_id=office, service_id=ticket.service_id, until=now))
        session.add(ClerkLoan(office_id=office, clerk_id=1, service_id=ticket.service_id, until=now))
        session.add(CounterLine(office_id=office, sequence=1, counter_id=1, text="متن", sent_at=now))
        session.add(TicketNote(office_id=office, ticket_id=ticket.id, text="متن", by="test", made_at=now))
        session.add(HelpCall(office_id=office, counter_id=1, asked_at=now))
        session.add(UnknownLogin(name="0" * 64, failures=1, tried_at=now))
        session.add(SignInFailure(name="0" * 64, place="0" * 64, failures=1, tried_at=now))
        session.add(KnownBrowser(person_id=1, browser="0" * 64, seen_at=now))
        session.add(GivenAnswer(office_id=office, by="token:1", key="k", fingerprint="f", body="{}", given_at=now))
        scan = {"office_id": office, "person_id": 1, "document": "deed"}
        session.add(DraftScan(**scan, draft="k" * 20, file="f", source="upload", at=now))
        session.add(ScanLink(**scan, draft="k" * 20, name_fa="سند", secret_hash="s" * 64, made_at=now, expires_at=now))
        session.add(ScannerTake(office_id=office, person_id=1, counter=1, token="t", verb="take", at=now))
        session.add(Device(office_id=office, kind="lobby", secret_hash="h", code="ABCDEF", code_until=now))
        rating = {"counter_id": None, "day": ticket.day, "score": 2, "source": "phone", "given_at": now}
        rating |= {"service_id": ticket.service_id, "ending": "done", "source_hash": "k" * 32}
        session.add(DeskAddress(source_hash="d" * 32, seen_at=now))
        session.add(Rating(ticket_id=ticket.id, office_id=office, comment="نام من در این است", **rating))
        clerk = session.get_one(Ticket, ticket.id).clerk_id
        appeal = {"ticket_id": ticket.id, "person_id": clerk, "day": ticket.day, "why": "چنین شد", "reason": "چون"}
        session.add(RatingAppeal(office_id=office, made_at=now, **appeal))
    return ticket


def counts() -> dict[str, int]:
    db.session.remove()
    made = {model.__tablename__: db.session().query(model).count() for model in TABLES}
    rated = db.session().query(Rating)
    words, whence = (rated.filter(column != "").count() for column in (Rating.comment, Rating.source_hash))
    appeals = db.session().query(RatingAppeal)
    why, because = (appeals.filter(column != "").count() for column in (RatingAppeal.why, RatingAppeal.reason))
    return made | {"words": words, "whence": whence, "why": why, "because": because}


TABLES = (VisitorPhone, Sms, Notice, PrintJob, GivenAnswer, WithdrawnDay, Prediction, Device, UnknownLogin)
TABLES += (SignInFailure, KnownBrowser, ServiceClosure, ClerkLoan, CounterLine, HelpCall, RemoteTicket, TicketNote)
TABLES += (DraftScan, ScanLink, ScannerTake)
TABLES += (Rating, RatingAppeal, DeskAddress, Alert, JoinRequest, ApplicationImport, WebhookDelivery)
TOLD = ["words", "why", "because"]
ALL = {model.__tablename__: 1 for model in TABLES} | dict.fromkeys([*TOLD, "whence"], 1)
#: What goes when, in days.
SCANS = ["draft_scan", "scan_link"]
DAY = ["visitor_phone", "join_request", "remote_ticket", "device", "desk_address", "counter_line", "help_call", *SCANS]
SHORT = [*DAY, "given_answer"]
WEEK = [*SHORT, "service_closure", "clerk_loan", "ticket_note", "application_import"]
MONTH = [*WEEK, "webhook_delivery", "scanner_take", "sms", "notice", "print_job", "whence", "sign_in_failure"]
QUARTER = [*MONTH, "alert"]
YEAR = [*QUARTER, "stranger", *TOLD]
#: Whose rules are looked at in tests of their packages.
ELSEWHERE = (of_messages, of_applications, of_inspections, of_amenities, of_inbound_sms, of_message_imports)
ELSEWHERE += (of_commissions, of_referrals, of_saved_reports, of_work)


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (0, []), (1, ["visitor_phone"]), (1.1, DAY), (2.1, SHORT), (6.9, SHORT), (29, WEEK), (30.1, MONTH),
        (55.9, MONTH), (90.1, QUARTER), (364, QUARTER), (366, YEAR), (367, [*YEAR, "withdrawn_day"]),
        (401, [*YEAR, "withdrawn_day", "prediction", "known_browser"]),
    ],
)  # fmt: skip
def test_each_goes_when_its_time_is_over_and_the_score_stays(kept, later, days, gone):
    later(days=days)
    expected = {rule.what: count for rule, count in retention_job.due() if count}

    removed = {rule.what: count for rule, count in retention_job.remove_due() if count}

    assert counts() == ALL | dict.fromkeys(gone, 0)
    assert removed == expected
    assert len(removed) == len(gone)
    assert [count for _, count in retention_job.due() if count] == []


def test_more_than_one_piece_goes_whole(app, office, later, monkeypatch):
    monkeypatch.setattr("deskq.core.retention_rules.BATCH", 3)
    now = clock.now()
    with transaction(office, "test") as tx:
        for number in range(8):
            tx.session.add(UnknownLogin(name=str(number), failures=1, tried_at=now))
    later(days=400)

    assert sum(count for _, count in retention_job.remove_due()) == 8
    assert counts()["stranger"] == 0


def test_a_dry_run_shows_what_would_go_and_the_command_does_it(kept, app, later):
    later(days=401)

    answer = app.test_cli_runner().invoke(args=["retention", "--dry-run"])

    assert answer.exit_code == 0, answer.output
    lines = answer.output.splitlines()
    assert "due" in lines[0]
    assert len(lines) == len(retention_job.RULES) + 1
    elsewhere = [rule for package in ELSEWHERE for rule in package.RULES]
    here = [rule for rule in retention_job.RULES if rule not in elsewhere]
    assert all(f"{rule.kept:<26}        1  {rule.what}" in lines for rule in here)
    assert counts() == ALL

    done = app.test_cli_runner().invoke(args=["retention"])

    assert done.exit_code == 0, done.output
    assert counts() == {**dict.fromkeys(ALL, 0), "rating": 1, "rating_appeal": 1}


def test_with_nothing_old_nothing_is_written(kept, app):
    with statements() as sent:
        retention_job.remove_due()

    assert [statement for statement, _ in sent if not statement.startswith(("SELECT", "BEGIN"))] == []


def test_by_a_clock_that_is_not_believed_nothing_goes(kept, app, later):
    hourly = retention_job.HourlyRetention()
    later(days=401)

    for _ in range(4):
        hourly.round()

    assert counts() == ALL


def test_the_page_about_retention_tells_every_rule_and_no_other():
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ") and not line.startswith("| what")]

    assert [row for row in rows if "for good" not in row] == [
        f"| {rule.what} | {rule.kept} |" for rule in retention_job.RULES
    ]
