"""A practised day leaves the real office as it was: its journal, numbers, figures and lists; and nothing leaves the
practice hall."""

import random
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from deskq.core import secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.demo.office import create_demo_office
from deskq.doctor import run as doctor
from deskq.office import command_options, directory
from deskq.office import queries as office_queries
from deskq.practice import movement, queries
from deskq.printing import service as printing_service
from deskq.printing.models import PrintJob
from deskq.published import jobs as published_jobs
from deskq.queue import jobs as queue_jobs
from deskq.queue.models import LastNumber, Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.reports.period import jobs as period_jobs
from deskq.reports.period.models import DayFigures
from deskq.saved_reports.mail.models import Mail
from deskq.sms import service as sms_service
from deskq.sms.models import Notice, Sms, VisitorPhone
from deskq.webhooks import listeners as webhook_listeners
from deskq.webhooks.models import Webhook, WebhookDelivery
from tests.conftest import PASSWORD
from tests.practice.conftest import ROOT
from tests.printing.conftest import more_settings, printer
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "more_settings", "printer", "work"]
EN = {"lang": "en"}


@pytest.fixture
def practised(practises, act, hall, later):
    """A clerk and a supervisor have practised for half an hour, and left."""

    def day() -> None:
        clerk, supervisor = practises("karimi"), practises("supervisor")
        rng = random.Random(7)
        for _minute in range(30):
            later(minutes=1)
            act(clerk, "calls")
            act(clerk, "service")
            act(clerk, "completion")
            for _round in range(6):
                movement.move(hall(), rng)
        given = {"service": "info_desk", "request_key": "a-key-of-this-ticket", "phone": "09123456789", "paper": "1"}
        assert supervisor.post("/host/tickets", **given).status_code == 303
        clerk.post("/practice/leaving")
        supervisor.post("/practice/leaving")
        db.session.remove()

    return day


def of_office(office_id: int) -> dict[str, object]:
    """What a day of an office leaves behind."""
    db.session.remove()
    session = db.session()
    numbers = select(LastNumber.series, LastNumber.number).where(LastNumber.office_id == office_id)
    return {
        "journal": journal.position(session, office_id),
        "tickets": session.scalar(select(func.count()).select_from(Ticket).where(Ticket.office_id == office_id)),
        "numbers": sorted(session.execute(numbers).all()),
        "counters": [(row.number, row.status, row.turn) for row in office_queries.counters(session, office_id)],
    }


def test_the_real_office_is_as_it_was(practised, practises, office, hall):
    issue(office, "test", NewTicket("info_desk", secrets.new()))
    practises("taheri").post("/practice/leaving")  # signing in is in the journal of the real office
    before, signed_in = of_office(office), 2

    practised()

    sequence, version = before.pop("journal")
    after = of_office(office)
    assert after.pop("journal") == (sequence + signed_in, version)
    assert after == before
    assert of_office(hall())["tickets"] > 20


def test_the_figures_of_the_day_are_those_of_the_real_office_alone(practised, office, hall, later):
    issue(office, "test", NewTicket("info_desk", secrets.new()))
    practised()
    later(days=2)

    queue_jobs.run_once()
    period_jobs.run_once()
    published_jobs.run_once()
    db.session.remove()

    rows = db.session().query(DayFigures.office_id, DayFigures.arrivals).filter(DayFigures.part == "all").all()
    assert {one for one, _ in rows} == {office}
    assert sum(arrivals for _, arrivals in rows) == 1


def test_nothing_is_printed_and_nothing_is_sent(practised, gateway, work, hall):
    practised()
    hall_id = hall()
    with transaction(hall_id, "test") as tx:
        sms_service.add_notice(tx, "a test", tx.at + timedelta(hours=1))
        printing_service.add(tx, tx.session.query(Ticket.id).filter(Ticket.office_id == hall_id).first()[0], "main")
        tx.session.add(Webhook(office_id=hall_id, url="https://else.where", secret="s" * 40, made_at=tx.at))
        tx.session.flush()
        webhook_listeners.put(tx, _Told(), {})
    work()

    session = db.session()
    rows = (PrintJob, Sms, Notice, Mail, VisitorPhone, WebhookDelivery)
    assert [session.query(row).count() for row in rows] == [0] * len(rows)
    assert gateway.taken == []


def test_no_page_of_the_practice_hall_offers_to_print(practises, signed_in, act):
    assert 'name="paper"' in signed_in("supervisor").get("/host").text
    clerk, supervisor = practises("karimi"), practises("supervisor")
    act(clerk, "calls")

    assert "Print" not in clerk.browser.get(clerk.page, query_string=EN).text
    assert 'name="paper"' not in supervisor.get("/host").text
    assert act(clerk, "paper").status_code == 404


def test_no_list_of_offices_has_it_and_upkeep_reaches_it(practises, office, hall, app, client, signed_in):
    practises("karimi")
    hall_id = hall()

    assert [one.id for one in directory.entries(db.session())] == [office]
    assert office_queries.real_offices(db.session()) == [office]
    assert command_options.one_office(None) == office
    assert {one.finding.office_id for one in doctor.run(in_server=False)} <= {None, office}
    assert f'office="{hall_id}"' not in client.get("/metrics", environ_base={"REMOTE_ADDR": "127.0.0.1"}).text
    assert "Practice: " not in signed_in("regional").get("/offices", query_string=EN).text
    assert "Practice: " not in signed_in("karimi").get("/offices", query_string=EN).text
    assert office_queries.offices(db.session()) == [office, hall_id]
    assert command_options.some_offices(None) == [office, hall_id]
    assert command_options.one_office("main-practice") == hall_id
    assert app.test_cli_runner().invoke(args=["retention", "--dry-run"]).exit_code == 0


def test_with_several_offices_the_page_that_asks_which_one_does_not_name_it(practises, client):
    create_demo_office(PASSWORD, "north")
    practises("karimi", "/o/main")

    page = client.get("/", query_string=EN).text

    assert "North District" in page
    assert "Practice: " not in page
    assert client.get(f"{ROOT}/kiosk").status_code == 404


def test_the_only_office_keeps_its_short_addresses_and_start_pages(practises, client, signed_in, office, browser):
    practises("karimi")

    assert directory.prefix(db.session(), office) == ""
    assert client.get("/").status_code == 200
    assert client.get("/published").status_code == 200
    assert signed_in("karimi").get("/counters").status_code == 200
    assert 'href="/counters' in signed_in("supervisor").get("/manage").text
    assert browser().post("/sign-in", data={"name": "karimi", "password": PASSWORD}).location == "/counters"


def test_nobody_signs_in_as_an_invented_clerk(practises, hall, browser):
    practises("supervisor")
    for clerk in queries.invented(db.session(), hall()):
        for password in ("", clerk.password_hash, "practice"):
            data = {"name": clerk.sign_in_name, "password": password or " "}
            assert browser().post("/sign-in", data=data).status_code == 401


@dataclass(frozen=True)
class _Told:
    """An event that webhooks are told."""

    kind = "test.told"
