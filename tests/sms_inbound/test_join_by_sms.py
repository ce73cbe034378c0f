"""Today's queue joined by SMS: "ticket", the service, and how long the way is."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.joining.models import RemoteTicket
from deskq.queue import wait_port
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import WaitShown
from deskq.sms import queries as sms_queries
from deskq.sms import rules as sms_rules
from deskq.sms_inbound import sms_parse
from tests.sms.conftest import gateway, work
from tests.sms_inbound.gateway_texts import NUMBER, answered, bring

__all__ = ["answered", "bring", "gateway", "work"]


@pytest.fixture(autouse=True)
def opened(set_office):
    set_office(join_share=50)


def tickets() -> list[Ticket]:
    db.session.remove()
    return db.session().query(Ticket).order_by(Ticket.id).all()


def test_an_sms_takes_a_ticket_and_the_reply_says_what_is_needed(bring, answered, filed, office, monkeypatch):
    shown = WaitShown((40 * 60, 60 * 60), clock.now() + timedelta(minutes=45))
    monkeypatch.setattr(wait_port, "of_service", lambda *asked: shown)
    hour = f"{(clock.now() + timedelta(minutes=25)).astimezone(clock.zone()):%H:%M}"

    assert bring(text="نوبت راهنمایی ۲۰").status_code == 200

    (ticket,) = tickets()
    assert ticket.state == "held"
    assert sms_queries.live_ticket_of(db.session(), office, NUMBER).id == ticket.id, "the kiosk knows the number"
    assert db.session().get_one(RemoteTicket, ticket.id).travel_minutes == 20
    (text,) = answered()
    for part in ("۵۰۱", "۰ نفر پیش از شما", "۴۰ تا ۶۰ دقیقه", persian.persian_digits(hour)):
        assert part in text
    assert sms_rules.part_count(text) == 1
    assert filed() == []


def test_a_second_sms_is_answered_with_the_same_ticket_and_one_delivered_twice_is_one(bring, answered):
    for _ in range(2):
        bring(text="نوبت راهنمایی", id="1")
    assert len(tickets()) == 1
    answered()

    bring(text="نوبت راهنمایی ۱۰", id="2")

    assert len(tickets()) == 1
    assert "۵۰۱" in answered()[0]


@pytest.mark.parametrize("text", ["نوبت", "نوبت ۳۰", "نوبت خدمتی که نیست"])
def test_without_a_known_service_the_reply_asks_for_it(bring, answered, text):
    bring(text=text)

    assert tickets() == []
    assert "نام خدمت" in answered()[0]


def test_while_it_is_off_the_reply_says_so(bring, answered, set_office):
    set_office(join_share=0)

    bring(text="نوبت راهنمایی")

    assert tickets() == []
    assert "داده نمی‌شود" in answered()[0]


def test_a_long_text_that_begins_so_is_a_message(bring, filed):
    bring(text="نوبت من در صف خیلی دیر رسید و کسی پاسخ نداد")

    assert tickets() == []
    assert len(filed()) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("نوبت عوارض ۳۰", sms_parse.TicketRequest("عوارض", 30, "fa")),
        ("Ticket building permit 15", sms_parse.TicketRequest("building permit", 15, "en")),
        ("نوبت", sms_parse.TicketRequest("", sms_parse.USUAL_WAY, "fa")),
        *((text, None) for text in ("", "سلام", "۵", "نوبتی دیگر")),
    ],
)
def test_what_an_sms_asks_for(text, found):
    assert sms_parse.ticket_request(text) == found
