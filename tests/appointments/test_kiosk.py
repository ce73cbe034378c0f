"""Check-in at the kiosk, and what the ticket takes over from the appointment."""

import pytest

from deskq.appointments.models import Appointment
from deskq.appointments.service import schedule
from deskq.core.extensions import db
from deskq.queue.models import Ticket
from deskq.queue.service import calls, counters
from deskq.sms.models import VisitorPhone
from tests.appointments.conftest import tomorrow
from tests.printing.conftest import kiosk_page, staff_page
from tests.sms.conftest import gateway, work
from tests.tools.browsers import browser

__all__ = ["browser", "gateway", "kiosk_page", "staff_page", "work"]
NUMBER = "+989123456789"


def the_ticket() -> Ticket:
    db.session.rollback()
    return db.session().query(Ticket).one()


def numbers() -> list[tuple[int, str]]:
    return [(row.ticket_id, row.number) for row in db.session().query(VisitorPhone)]


@pytest.fixture
def come(opened, book, at_hour, kiosk_page):
    """``come("10:00")``: the visitor with the appointment at 10:15 types the code at the kiosk; returns the next
    page."""

    def arrive(when: str, **more: str) -> str:
        made = book("10:15")
        at_hour(when)
        return kiosk_page("/kiosk/appointment", code=made.code, **more)

    return arrive


def test_a_visitor_who_can_neither_see_nor_hear_the_board_asks_for_an_escort_with_the_code(come, kiosk_page):
    assert 'name="in_person"' in kiosk_page("/kiosk/appointment")

    page = come("10:15", in_person="1")

    assert the_ticket().in_person
    assert "A member of staff will come to you" in page


def test_a_clerk_may_note_it_too(opened, book, at_hour, staff_page):
    made = book("10:15")
    at_hour("10:15")

    staff_page("karimi", "/counters/appointment", code=made.code, in_person="1")

    assert the_ticket().in_person


def test_without_the_tick_nobody_is_fetched_and_without_messages_the_number_stays_where_it_was(come):
    come("10:15")

    assert not the_ticket().in_person
    assert numbers() == []


def test_the_number_given_with_the_appointment_is_told_of_the_turn(gateway, come, work, at):
    page = come("10:15")
    ticket = the_ticket()
    counters.open_counter(at(2))
    calls.call_next(at(2), ticket.id)
    work()

    assert "0912***6789" in page
    assert [number for number, _ in gateway.taken] == [NUMBER]
    assert ticket.code in gateway.texts[0].translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))


def test_who_comes_early_is_offered_messages_at_another_number_or_where_the_number_is_gone(gateway, come, kiosk_page):
    page = come("10:00")

    assert 'data-texts="on"' in page
    assert numbers() == [(the_ticket().id, NUMBER)]

    db.session().query(VisitorPhone).delete()
    code = db.session().query(Appointment.code).scalar()
    db.session.commit()

    page = kiosk_page("/kiosk/appointment", code=code)

    assert the_ticket().state == "held"
    assert 'data-texts="offer"' in page


def test_the_kiosk_says_why_the_office_had_to_cancel(opened, book, at_hour, kiosk_page, office):
    made = book("10:15")
    schedule.withdraw_day(office, "test", tomorrow(), ("تعمیر ساختمان", "Repairs"))
    at_hour("10:15")

    page = kiosk_page("/kiosk/appointment", code=made.code)

    assert kiosk_page.status == 409
    assert "The office had to cancel this appointment (Repairs)." in page
