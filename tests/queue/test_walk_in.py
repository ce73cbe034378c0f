"""A clerk serves a visitor who stands there without a ticket."""

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.panel import today
from deskq.queue import call_announcer
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.counters import ServedElsewhere
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import AlreadyServing, CounterAction
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from deskq.queue.ticket_replay import overtakings
from deskq.reports.period import queries as reports
from deskq.reports.period.rules import DateRange
from deskq.staff.models import Person


def walk_in(action, code="renewal_levy"):
    return calls.serve_walk_in(action, NewTicket(code, secrets.new()))


def test_one_press_issues_calls_and_begins_without_ringing_for_anybody(desk, now_of, told):
    ticket = now_of(walk_in(desk(2)))

    assert (ticket.state, ticket.counter_id is not None) == ("serving", True)
    assert (ticket.waited, ticket.first_wait) == (0, None)
    called = [entry.event for entry in told(0) if entry.kind == "ticket.called"]
    assert [call_announcer._is_there(event) for event in called] == [True]


def test_those_who_waited_can_see_that_they_were_passed(desk, issue, told, later):
    waiting = issue()
    later(minutes=2)

    walk_in(desk(2))

    (passed,) = overtakings(told(0), waiting.id)
    assert passed.rule == "chosen"


def test_not_while_somebody_is_there_and_not_for_a_service_of_others(served, at, desk, unchanged):
    with unchanged(), pytest.raises(AlreadyServing):
        walk_in(at(2))
    desk(3)
    with unchanged(), pytest.raises(ServedElsewhere):
        walk_in(at(3))


def figures_of(office):
    """Today, as the hall and as the report have it."""
    row, config = office_queries.office(db.session(), office), config_cache.of(db.session(), office)
    hall = today.figures(today.tickets(db.session(), row, clock.now()), config, clock.now())
    return hall, reports.visit_report(db.session(), office, DateRange(clock.today(), clock.today()), "day")


def test_they_flatter_no_figure_of_waits_and_are_counted(desk, issue, later, office):
    """One visitor waits for ten minutes; three walk-ins wait for nothing, which is no wait of 0 minutes."""
    issue()
    later(minutes=10)
    serving = desk(2)
    calls.call_next(serving)
    serve.start(serving)
    for _ in range(3):
        serve.finish(serving)
        walk_in(serving)

    hall, report = figures_of(office)

    assert (hall.median_wait, hall.issued, hall.walk_ins) == (600, 4, 3)
    assert dict(report.total.first) == dict(report.total.total) == {600: 1}
    assert (report.total.arrivals, report.walk_ins) == (4, 3)


@pytest.fixture
def sent_on(desk, later):
    """``sent_on()``: a walk-in of counter 2 who has waited for counter 3 for five minutes."""

    def send() -> tuple[CounterAction, Ticket]:
        first, second = desk(2), desk(3)
        ticket = walk_in(first)
        transfer(first, counter_number=3)
        later(minutes=5)
        return second, ticket

    return send


def test_the_wait_after_a_transfer_is_the_first_one_and_undo_takes_it_back(sent_on, now_of, later):
    at, ticket = sent_on()
    calls.call_next(at)
    called = now_of(ticket).first_wait
    undo(at)
    undone = now_of(ticket).first_wait, now_of(ticket).waited
    later(minutes=5)
    calls.call_next(at)

    assert (called, *undone) == (300_000_000, None, 0)
    assert now_of(ticket).first_wait == 600_000_000


def test_undo_of_a_later_call_keeps_the_first_wait(sent_on, at, now_of):
    there, ticket = sent_on()
    calls.call_next(there)
    serve.start(there)
    transfer(there, counter_number=2)
    calls.call_next(at(2))
    undo(at(2))

    assert now_of(ticket).first_wait == 300_000_000


def test_hall_and_report_count_the_same_walk_ins_also_while_they_are_sent_on(sent_on, desk, office):
    """Who was called after a wait is in the figures of waits, and no longer one of those who came without waiting."""
    walk_in(desk(1), "info_desk")
    assert counted(office) == (1, 1)
    at, _ticket = sent_on()
    assert counted(office) == (2, 2)
    calls.call_next(at)
    assert counted(office) == (1, 1)
    undo(at)
    assert counted(office) == (2, 2)


def counted(office) -> tuple[int, int]:
    """Walk-ins of the hall and of the report."""
    hall, report = figures_of(office)
    return hall.walk_ins, report.walk_ins


def test_pages_say_that_they_came_without_waiting_instead_of_a_wait_of_no_minutes(desk, issue, later, sign_in):
    issue()
    later(minutes=10)
    serving = desk(2)
    calls.call_next(serving)
    serve.start(serving)
    clerk = db.session().get_one(Person, serving.clerk_id).sign_in_name
    waited = sign_in(clerk).get("/counters/2").text
    serve.finish(serving)
    walk_in(serving)

    counter = sign_in(clerk).get("/counters/2").text
    hall = sign_in("supervisor").get("/manage").text
    tickets = sign_in("admin").get("/manage/tickets").text

    assert "۱۰ دقیقه انتظار" in waited
    assert "بدون انتظار آمد" not in waited
    assert "بدون انتظار آمد" in counter
    assert "دقیقه انتظار" not in counter
    assert "۱ نفر از آنان بدون انتظار پذیرفته شد" in hall
    assert "بدون انتظار</td>" in tickets
