"""Book an appointment: what is offered, and how many."""

import pytest
from sqlalchemy.exc import IntegrityError

from deskq.appointments import queries, rules
from deskq.appointments.models import Appointment
from deskq.core import clock, secrets
from deskq.core.db import journal
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.service import days
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.kiosk.queries import priority_choices
from deskq.queue.service.issue import issue
from tests.appointments.conftest import CODE, hour, tomorrow

pytestmark = pytest.mark.usefixtures("app")


def test_an_appointment_keeps_a_place_at_its_hour_that_nobody_else_takes(opened, book, on_offer):
    made = book("10:15")

    assert (made.state, made.day, made.starts_at, made.seat) == ("booked", 14050904, hour("10:15"), 0)
    slot = next(slot for slot in on_offer().day(tomorrow()) if slot.starts_at == hour("10:15"))
    assert (slot.capacity, slot.free) == (1, 0)
    with pytest.raises(rules.JustTaken):
        book("10:15", phone="09351112233")


def test_an_hour_has_as_many_places_as_were_opened(terms, times, book):
    terms()
    times(capacity=2)

    seats = [book("10:15", phone=phone).seat for phone in ("09121112233", "09351112233")]

    assert seats == [0, 1]
    with pytest.raises(rules.JustTaken):
        book("10:15", phone="09381112233")


def test_the_database_itself_keeps_two_from_one_place(opened, book, office):
    first = book("10:15")
    same = {column.name: getattr(first, column.name) for column in Appointment.__table__.columns if column.name != "id"}

    other = Appointment(**same | {"code": "000000", "token_hash": "x", "request_key": "another key"})

    with pytest.raises(IntegrityError), transaction(office, "test") as tx:
        tx.session.add(other)


def test_the_same_request_again_is_the_same_appointment(opened, book):
    first = book("10:15", key="one press, sent twice")

    again = book("10:15", key="one press, sent twice")

    assert again.id == first.id


def test_one_appointment_for_each_service(opened, times, book):
    times("building_permit")
    book("10:15")

    assert book("11:00", code="building_permit").state == "booked"
    with pytest.raises(rules.OneForService):
        book("12:00")


@pytest.mark.parametrize(
    "again",
    [
        *({"phone": spelling} for spelling in ("۰۹۱۲ ۳۴۵ ۶۷۸۹", "+98 912 345 6789", "0098-912-345-6789", "9123456789")),
        {"phone": "09351112233", "national_id": "۰۰۱۳۵۴۲۴۱۹"},
    ],
)
def test_another_spelling_of_the_number_or_the_same_national_id_is_the_same_person(opened, book, again):
    book("10:15", national_id="0013542419")

    with pytest.raises(rules.OneForService):
        book("11:00", **again)


def test_no_more_at_once_than_the_terms_say(terms, times, book):
    terms(most=1)
    times()
    times("building_permit")
    book("10:15")

    with pytest.raises(rules.Enough):
        book("11:00", code="building_permit")


def test_nothing_is_taken_while_appointments_are_closed(terms, times, book):
    terms(open=False)
    times()

    with pytest.raises(rules.NotOpen):
        book("10:15")


def test_an_hour_too_near_or_already_gone_is_not_offered(terms, times, book):
    terms(lead_minutes=60)
    times()
    today = 14050903  # it is 10:00

    for text in ("9:45", "10:45"):
        with pytest.raises(rules.NotOffered):
            book(hour(text, today))
    assert book(hour("11:00", today)).state == "booked"


@pytest.mark.parametrize("text", ["10:07", "7:45", "14:00", "3:00"])
def test_an_hour_that_was_not_opened_cannot_be_taken(opened, book, text):
    with pytest.raises(rules.NotOffered):
        book(text)


def test_a_day_beyond_the_terms_is_not_offered(terms, times, book, on_offer):
    terms(days_ahead=1)
    times()

    assert on_offer().every()[-1].starts_at == hour("13:45")
    with pytest.raises(rules.NotOffered):
        book(hour("10:15", 14050907))


def test_a_service_that_is_gone_has_no_times(opened, book):
    with pytest.raises(NotFound):
        book("10:15", code="no_such")


def test_a_needed_national_id_must_be_given(terms, times, book):
    terms(national_id="needed")
    times()

    with pytest.raises(InvalidInput):
        book("10:15")
    assert book("10:15", national_id="0013542419").id_hash not in (None, "0013542419")


def test_times_outside_opening_hours_are_not_offered(terms, times, on_offer, office, app):
    terms()
    times(opens=0, closes=24 * 60)
    days.save_special(office, "test", None, tomorrow(), 9 * 60, 10 * 60, ("جلسه", "Meeting"))

    shown = [f"{slot.starts_at.astimezone(clock.zone()):%H:%M}" for slot in on_offer().day(tomorrow())]

    assert shown == ["09:00", "09:15", "09:30", "09:45"]


def test_the_class_is_published_once_and_no_visitor_chooses_or_claims_it(terms, office):
    terms()
    terms()

    classes = [row for row in config_cache.of(db.session(), office).priorities.values() if row.code == "appointment"]
    assert [(row.weight, row.chosen) for row in classes] == [(3.0, False)]
    assert "appointment" not in [choice.code for choice in priority_choices(db.session(), office)]
    with pytest.raises(InvalidInput):
        issue(office, "test", NewTicket(CODE, secrets.new(), "appointment"))


def test_the_journal_keeps_neither_phone_nor_code(opened, book, office):
    made = book("10:15", national_id="0013542419")

    told = " ".join(entry.body for entry in journal.walk(db.session(), office))
    found = queries.by_id(db.session(), office, made.id)
    assert not any(secret in told for secret in (found.phone, found.code, found.id_hash, "0013542419", "9123456789"))
