""" "Why was I overtaken?", answered from the journal."""

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.queue import ticket_replay
from deskq.queue.service import calls, serve
from deskq.queue.service.transfer import transfer


@pytest.fixture
def overtakings(office):
    return lambda ticket: ticket_replay.overtakings(journal.walk(db.session(), office), ticket.id)


def test_a_higher_claim_is_the_reason_and_the_journal_says_so(issue, desk, later, overtakings, told, version):
    me = issue()
    later(minutes=5)
    other = issue("renewal_levy", "disability")
    later(minutes=5)
    action, before = desk(2), version()

    calls.call_next(action)

    (found,) = overtakings(me)
    assert (found.code, found.rule, found.theirs, found.yours) == (other.code, "claim", 900.0, 600.0)
    (entry,) = told(before)
    why = entry.facts["why"]
    assert (entry.kind, entry.ticket_id, why["rule"]) == ("ticket.called", other.id, "claim")
    assert {(head["weight"], head["claim"]) for head in why["heads"]} == {(1.0, 600.0), (3.0, 900.0)}


def test_neither_who_came_earlier_nor_whom_a_counter_of_other_services_calls_has_overtaken(
    issue, desk, later, overtakings
):
    issue()
    later(minutes=1)
    me = issue()
    later(minutes=1)
    issue("building_permit")

    calls.call_next(desk(2))
    calls.call_next(desk(3))

    assert overtakings(me) == []


def test_who_was_sent_to_one_counter_is_not_overtaken_by_the_calls_of_another(
    served, at, desk, issue, later, overtakings
):
    desk(4)
    transfer(at(2), counter_number=4)
    later(minutes=1)
    issue()

    calls.call_next(at(2))

    assert overtakings(served) == []


def test_a_visitor_of_my_service_who_was_sent_to_a_counter_does_not_make_it_serve_me(
    called, at, desk, issue, later, overtakings
):
    me = issue()
    later(minutes=1)
    issue("building_permit")
    desk(5)
    transfer(at(2), counter_number=5)

    calls.call_next(at(5))
    serve.mark_absent(at(5))
    calls.call_next(at(5))

    assert overtakings(me) == []


def test_a_person_who_chose_another_is_named_and_what_happened_before_the_ticket_does_not_matter(
    issue, desk, later, office, overtakings
):
    issue()
    later(minutes=1)
    me = issue()
    later(minutes=1)
    other, action = issue(), desk(2)

    calls.call_next(action, other.id)

    (found,) = overtakings(me)
    assert (found.rule, found.by, found.counter) == ("chosen", action.by, action.counter_id)
    own = journal.of_ticket(db.session(), me.id)[0].sequence
    assert ticket_replay.overtakings(journal.walk(db.session(), office, own - 1), me.id) == [found]


def test_the_journal_says_that_it_was_the_maximum_wait(issue, desk, later, told, version):
    issue()
    later(minutes=31)
    action, before = desk(2), version()

    calls.call_next(action)

    assert told(before)[0].facts["why"]["rule"] == "bound"
