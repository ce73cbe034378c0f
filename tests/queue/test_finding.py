"""Looking up a ticket by its number at a counter."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from flask import render_template

from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.office.models import CounterService
from deskq.queue import queries
from deskq.queue.rules.counters import ServedElsewhere
from deskq.queue.screens.counter.ticket_lookup import look_up
from deskq.queue.service import calls, serve
from tests.queue.states import bring


@pytest.fixture
def find(counter):
    """``find(2, "201")``: the answer at counter 2."""
    return lambda number, typed: look_up(db.session(), counter(number), typed)


@pytest.mark.parametrize("write", [str, persian.persian_digits, lambda code: f" {code} "])
def test_the_number_is_found_in_any_digits(issue, desk, find, write):
    ticket = issue()
    desk(2)

    answer = find(2, write(ticket.code))

    assert answer.found.id == ticket.id
    assert answer.free
    assert answer.found.refusal is None


def test_whom_another_counter_serves_is_found_with_the_reason_and_who_has_no_number_is_nobody(issue, desk, find):
    ticket = issue("building_permit")
    desk(2)

    refusal = find(2, ticket.code).found.refusal

    assert isinstance(refusal, ServedElsewhere)
    assert refusal.values["counters"] == (3, 5, 6)
    assert find(2, "999").found is None
    assert find(2, "").found is None


def test_whose_service_lost_all_its_counters_is_found_and_called(issue, desk, edit, find, service_id):
    ticket = issue("building_permit")
    with edit() as session:
        session.query(CounterService).filter_by(service_id=service_id("building_permit")).delete()
    action = desk(2)

    found = find(2, ticket.code).found

    assert found.refusal is None
    assert calls.call_next(action, found.id).state == "called"


def test_whom_a_counter_holds_or_missed_is_its_own(called, at, find, desk):
    assert not find(2, called.code).free  # a visitor is there
    serve.hold(at(2))
    desk(4)

    assert (find(2, called.code).found.state, find(2, called.code).found.mine) == ("held", True)
    assert (find(4, called.code).found.counter, find(4, called.code).found.mine) == (2, False)


SAYS = {
    "waiting": "Waiting since 10:00",
    "called": "Called to counter 2",
    "serving": "Being served at counter 2",
    "held": "On hold at counter 2, returns to the queue at 10:20",
    "absent": "Called at 10:00 to counter 2 and did not come",
    "done": "Finished at 10:00 at counter 2",
    "cancelled": "Left the queue at 10:00",
}


@pytest.fixture
def words(app, find):
    """``words(2, "201")``: where the visitor is, as the clerk at counter 2 reads it in English. ``other``: fields of a
    ticket in another situation."""

    def read(number, code, **other) -> str:
        finding = find(number, code)
        finding = replace(finding, found=replace(finding.found, **other))
        with app.test_request_context("/?lang=en"):
            html = render_template("desk/_found_ticket.html", finding=finding, why="")
        (shown,) = re.findall(r"<small>\s*(.*?)\s*</small>", html, re.DOTALL)
        return unescape(shown)

    return read


@pytest.mark.parametrize("state", SAYS)
def test_it_says_where_the_visitor_is(state, office, at, words):
    ticket = queries.ticket_by_id(db.session(), bring(state, office, at))

    assert words(2, ticket.code) == SAYS[state]


def test_of_who_is_not_in_the_queue_yet_it_says_why(issue, desk, words):
    ticket = issue()
    desk(2)

    joins = ticket.arrived_at + timedelta(minutes=45)
    assert words(2, ticket.code, counter=2) == "Waiting since 10:00 for counter 2"
    assert words(2, ticket.code, state="held", returns_at=joins) == "Appointment: joins the queue at 10:45"
    assert words(2, ticket.code, state="held") == "Joined from outside, not here yet"
    assert words(2, ticket.code, state="expired") == "No longer valid"
