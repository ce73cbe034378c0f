"""Check in at the kiosk or a counter: when it is possible, and when the ticket is called."""

import pytest

from deskq.appointments import codes, jobs, rules
from deskq.appointments.events import AppointmentArrived
from deskq.appointments.service import change
from deskq.core import clock, secrets
from deskq.core.db import journal
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.office.models import Service
from deskq.office.service import days
from deskq.queue import jobs as queue_jobs
from deskq.queue import queries as queue_queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.service import calls, cancel, counters, serve
from deskq.queue.service.issue import OfficeClosed, issue
from deskq.queue.service.transfer import transfer
from tests.appointments.conftest import CODE, hour

pytestmark = pytest.mark.usefixtures("app")


def ticket_of(found):
    return queue_queries.ticket_by_id(db.session(), found.ticket_id)


def test_who_comes_early_has_a_number_at_once_and_is_not_called_before_the_hour(
    opened, book, check_in, at_hour, now_of, at
):
    made = book("10:15")
    at_hour("9:45")  # the first minute; at 10:00 a latecomer's minutes would do as well
    counters.open_counter(at(2))

    check_in(made.code)
    queue_jobs.run_once()
    with pytest.raises(NobodyWaiting):
        calls.call_next(at(2))
    at_hour("10:15")
    queue_jobs.run_once()
    called = calls.call_next(at(2))

    found = now_of(made)
    assert found.state == "arrived"
    assert (called.id, called.arrived_at) == (found.ticket_id, hour("10:15"))


def test_until_the_hour_no_clerk_can_call_take_up_or_send_the_visitor_back(opened, book, check_in, at_hour, now_of, at):
    made = book("10:15")
    at_hour("10:00")
    counters.open_counter(at(2))
    check_in(made.code)
    kept = now_of(made).ticket_id

    for press in (
        lambda: calls.call_next(at(2), kept),
        lambda: serve.resume(at(2), kept),
        lambda: serve.send_back(at(2), kept),
    ):
        with pytest.raises(DomainError):
            press()
    db.session.rollback()
    assert ticket_of(now_of(made)).state == "held"


def test_leaving_and_coming_back_is_no_way_to_be_called_earlier(opened, book, check_in, at_hour, now_of, office):
    made = book("10:15")
    at_hour("10:00")
    check_in(made.code)
    kept = now_of(made).ticket_id

    cancel.cancel(office, kept)
    back = cancel.rejoin(office, kept)

    assert (back.state, back.returns_at) == ("held", hour("10:15"))


def test_a_late_comer_within_the_tolerance_waits_from_the_arrival_on(opened, book, check_in, at_hour, now_of):
    made = book("10:15")
    moment = at_hour("10:25")

    check_in(made.code)

    ticket = ticket_of(now_of(made))
    assert (ticket.state, ticket.arrived_at) == ("waiting", moment)


def test_an_appointment_passes_those_who_came_a_little_earlier(opened, book, check_in, at_hour, at, office, now_of):
    made = book("10:15")
    at_hour("10:10")
    ordinary = issue(office, "test", NewTicket(CODE, secrets.new()))
    at_hour("10:15")
    check_in(made.code)
    at_hour("10:20")
    counters.open_counter(at(2))

    assert calls.call_next(at(2)).id == now_of(made).ticket_id != ordinary.id


def test_who_comes_too_early_is_told_the_day_and_when_to_come_back(opened, book, check_in, at_hour, now_of):
    made = book("10:15")

    with pytest.raises(rules.TooEarly) as day_before:
        check_in(made.code)
    at_hour("9:44")
    with pytest.raises(rules.TooEarly) as same_day:
        check_in(made.code)

    assert day_before.value.values["day"].fa == "چهارشنبه ۴ آذر ۱۴۰۵"
    assert (same_day.value.values["hour"], same_day.value.values["from_hour"]) == ("10:15", "09:45")
    assert now_of(made).state == "booked"


@pytest.mark.parametrize("keeper_was_first", [False, True])
def test_beyond_the_tolerance_it_is_void_and_says_so(opened, book, check_in, at_hour, now_of, keeper_was_first):
    made = book("10:15")
    at_hour("10:31")
    if keeper_was_first:
        jobs.run_once()
        assert now_of(made).state == "missed"

    with pytest.raises(rules.TooLate):
        check_in(made.code)

    assert (now_of(made).state, now_of(made).ticket_id) == ("void", None)


def test_to_the_last_minute_of_the_tolerance_it_is_taken(opened, book, check_in, at_hour, now_of):
    made = book("10:15")
    at_hour("10:30")
    jobs.run_once()

    check_in(made.code)

    assert now_of(made).state == "arrived"


def test_the_journal_says_which_appointment_became_which_ticket(opened, book, check_in, at_hour, now_of, office):
    for number in range(2):  # so that the two ids differ
        issue(office, "device:1", NewTicket(CODE, f"secret {number}"))
    made = book("10:15")
    at_hour("10:15")

    check_in(made.code)

    [arrived] = [one for one in journal.walk(db.session(), office) if one.kind == AppointmentArrived.kind]
    ticket = now_of(made).ticket_id
    assert made.id != ticket
    assert arrived.event == AppointmentArrived(made.id, ticket, hour("10:15").isoformat())


def test_the_code_is_read_in_any_digits_and_groups_and_again_is_the_same_turn(opened, book, check_in, at_hour):
    made = book("10:15")
    at_hour("10:15")

    first, again = check_in(persian.persian_digits(f" {made.code[:3]} {made.code[3:]}")), check_in(made.code)

    assert first == again


def test_a_slip_of_the_finger_is_told_from_a_code_that_nobody_has(opened, book, check_in):
    made = book("10:15")
    slipped = made.code[:-1] + str((int(made.code[-1]) + 1) % 10)
    other = next(code for code in iter(codes.new, None) if code != made.code)

    with pytest.raises(rules.WrongCode):
        check_in(slipped)
    with pytest.raises(rules.NoSuchCode):
        check_in(other)


def test_a_service_no_longer_on_offer_still_keeps_its_promise(opened, book, check_in, at_hour, now_of, office):
    made = book("10:15")
    with transaction(office, "test") as tx:
        tx.session.get(Service, made.service_id).offered = False
        tx.session.flush()
        tx.config_changed()
    at_hour("10:15")

    check_in(made.code)

    assert now_of(made).state == "arrived"


def test_when_the_office_is_closed_after_all_nobody_is_let_in_and_nothing_is_lost(
    opened, book, check_in, at_hour, now_of, office
):
    made = book("10:15")
    days.save_special(office, "test", None, made.starts_at.date(), None, None, ("تعطیل", "Closed"))
    at_hour("10:15")

    with pytest.raises(OfficeClosed):
        check_in(made.code)

    assert (now_of(made).state, now_of(made).ticket_id) == ("booked", None)


def test_a_ticket_sent_to_another_service_is_still_found_by_the_code(opened, book, check_in, at_hour, at, office):
    made = book("10:15")
    at_hour("10:15")
    first = check_in(made.code)
    counters.open_counter(at(2))
    calls.call_next(at(2))
    transfer(at(2), service_code="info_desk")

    again = check_in(made.code)

    assert (again.code, again.secret) == (first.code, first.secret)


def test_a_cancelled_appointment_gives_no_ticket(opened, book, check_in, office):
    made = book(hour("11:00", 14050903))
    change.cancel(office, made.id)
    clock.fix(hour("11:00", 14050903))

    with pytest.raises(rules.GivenUp):
        check_in(made.code)
