"""The slip of a complaint made at the kiosk: printed once, with its code, although the visit is over."""

import re
from dataclasses import replace

import pytest
import zxingcpp

from deskq.core.extensions import db
from deskq.messages.models import Message
from deskq.printing.models import PrintJob
from deskq.printing.ticket_content import compose
from deskq.printing.ticket_image import DOTS_PER_MM, draw
from deskq.queue.models import Ticket
from deskq.queue.service import calls, counters, serve


@pytest.fixture
def pressed(at, kiosk_page):
    """A visit with a printed ticket, rated at the kiosk with one star; the complaint was offered and taken twice."""
    kiosk_page("/kiosk/tickets", service="info_desk", priority="", request_key="k" * 24)
    ticket = db.session().query(Ticket).one()
    code = ticket.code
    counters.open_counter(at(1))
    calls.call_next(at(1))
    serve.start(at(1))
    serve.finish(at(1))
    page = kiosk_page("/kiosk/rating/score", code=code, score="1")
    (press,) = re.findall(r'action="(/kiosk/door/[^"?]+/complaint)', page)
    return [kiosk_page(press, lang="en") for _ in range(2)][-1]


def jobs() -> list[tuple[int, str, str]]:
    db.session.rollback()
    return [(job.number, job.kind, job.state) for job in db.session().query(PrintJob).order_by(PrintJob.number)]


def test_it_comes_out_once_and_its_code_leads_to_the_complaint(pressed, worker, printer):
    worker.step()

    assert [row[1:] for row in jobs()] == [("token", "given_up"), ("slip", "printed")]
    assert printer.printed == 1
    made = db.session().query(Message).one()
    (read,) = zxingcpp.read_barcodes(printer.papers[-1].picture.convert("L"))
    assert f"/track/{made.code}" in read.text
    assert "data-prints" not in pressed
    assert "Please take your ticket." in pressed


def test_it_says_the_code_without_distorting_its_digits_and_until_when_it_is_answered(app, pressed):
    slip = compose(app, db.session().query(Ticket).one().id, "slip")

    assert slip.code.replace(" ", "") == db.session().query(Message).one().code
    assert [label for label, _ in slip.facts] == ["Your number", "Date", "Answer by"]
    as_tall_as_a_number = replace(slip, code=slip.code.replace(" ", ""))
    assert draw(as_tall_as_a_number).height - draw(slip).height > 10 * DOTS_PER_MM
