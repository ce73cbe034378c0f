"""A ticket with a promised hour: its number at once, waiting from the hour on."""

from datetime import timedelta

import pytest

from deskq.core import clock, secrets
from deskq.core.errors import DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office.models import Opening, PriorityClass
from deskq.queue import jobs
from deskq.queue.ahead_counts import people_ahead
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service import issue as issue_service
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import OfficeClosed


@pytest.fixture
def promise(office):
    """``promise(minutes=10)``: a ticket for a visitor who is here, with an hour in ten minutes."""

    def take(minutes: float = 10, priority: str = ""):
        begins_at = clock.now() + timedelta(minutes=minutes)
        return issue_service.issue(
            office, "test", NewTicket("renewal_levy", secrets.new(), priority, begins_at=begins_at)
        )

    return take


def test_the_ticket_is_kept_at_no_counter_until_the_hour_and_waits_as_if_it_had_come_then(promise, later, now_of):
    ticket = promise(10)
    assert (ticket.state, ticket.counter_id) == ("held", None)
    assert ticket.arrived_at == ticket.returns_at == clock.now() + timedelta(minutes=10)
    later(minutes=9.9)
    jobs.run_once()
    assert now_of(ticket).state == "held"

    moment = later(minutes=0.1)
    jobs.run_once()

    assert (now_of(ticket).state, now_of(ticket).arrived_at) == ("waiting", moment)


def test_an_hour_that_is_gone_counts_from_now(promise):
    ticket = promise(-10)

    assert (ticket.state, ticket.arrived_at, ticket.returns_at) == ("waiting", clock.now(), None)


def test_no_action_is_possible_before_the_promised_hour_but_leaving(promise, desk, at, now_of, office):
    ticket = promise(10)
    desk(2)

    for action in (
        lambda: calls.call_next(at(2)),
        lambda: calls.call_next(at(2), ticket.id),
        lambda: serve.resume(at(2), ticket.id),
        lambda: serve.send_back(at(2), ticket.id),
    ):
        with pytest.raises(DomainError):
            action()
    counters.close_counter(at(2))

    assert now_of(ticket).state == "held"
    cancel(office, ticket.id)
    assert now_of(ticket).state == "cancelled"


def test_a_visitor_not_yet_in_the_queue_is_ahead_of_nobody(promise, issue, office):
    promise(10, "disability")
    other = issue()

    assert people_ahead(db.session(), config_cache.of(db.session(), office), clock.now()) == {other.id: 0}


def test_the_office_must_be_open_at_the_promised_hour(promise, edit, office):
    with edit() as session:
        session.query(Opening).filter(Opening.office_id == office).update({"opens": 480, "closes": 605})

    with pytest.raises(OfficeClosed):
        promise(10)


def test_a_class_that_is_given_cannot_be_asked_for(promise, issue, edit):
    with edit() as session:
        session.query(PriorityClass).filter(PriorityClass.code == "elderly").update({"chosen": False})

    with pytest.raises(InvalidInput):
        issue("renewal_levy", "elderly")
    assert promise(10, "elderly").state == "held"


def test_the_day_closes_over_it(promise, office, now_of, later):
    ticket = promise(10)
    later(days=1)

    jobs.run_once()
    jobs.run_once()

    assert now_of(ticket).state == "expired"
