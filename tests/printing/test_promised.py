"""The paper of a ticket for an appointment: printed before the hour, shows the hour, and its QR code opens the phone
page."""

from urllib.parse import urlsplit

import pytest
import zxingcpp

from deskq.core.extensions import db
from deskq.printing.ticket_content import compose
from deskq.queue import jobs as queue_jobs
from deskq.queue.models import Ticket
from tests.appointments.conftest import at_hour, book, opened, terms, times

__all__ = ["at_hour", "book", "opened", "terms", "times"]


@pytest.fixture
def arrived(opened, book, at_hour, kiosk_page):
    """The kiosk's page after check-in, a quarter of an hour before the appointment."""
    made = book("10:15")
    at_hour("10:00")
    return kiosk_page("/kiosk/appointment", code=made.code)


def the_ticket() -> Ticket:
    db.session.rollback()
    return db.session().query(Ticket).one()


def test_it_comes_out_before_the_hour_and_its_code_opens_the_phone_page(arrived, worker, printer, job, browser):
    worker.step()

    ticket = the_ticket()
    assert (ticket.state, job(ticket).state, printer.printed) == ("held", "printed", 1)
    (code,) = zxingcpp.read_barcodes(printer.papers[-1].picture.convert("L"))
    address = urlsplit(code.text)
    phone = browser().get(f"{address.path}?{address.query}")
    assert phone.status_code == 200
    assert "We will not call you before 10:15" in phone.text


def test_it_says_from_when_on_its_owner_is_called_and_when_it_was_issued_and_so_does_that_of_the_browser(app, arrived):
    facts = dict(compose(app, the_ticket().id).facts)

    assert (facts["Called from"], facts["Time"]) == ("10:15", "10:00")
    assert "People ahead" not in facts
    for label, words in facts.items():
        assert f"<dt>{label}</dt><dd>{words}</dd>" in arrived


def test_printed_again_after_the_hour_it_still_says_when_it_was_issued(app, arrived, at_hour):
    at_hour("10:16")
    queue_jobs.run_once()

    facts = dict(compose(app, the_ticket().id, kind="reprint").facts)

    assert (facts["People ahead"], facts["Time"]) == ("0", "10:00")
