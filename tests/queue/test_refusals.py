"""Refusals of the queue: what does not exist, what is of another office, and what somebody else has changed since."""

from dataclasses import replace

import pytest

from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue.hall.service import help_calls, lines
from deskq.queue.notes import queries as note_queries
from deskq.queue.notes import service as notes
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.service import counters, in_hall
from deskq.queue.service.in_hall import Amendment
from deskq.queue.service.let_pass import let_pass
from deskq.queue.service.switch import next_service
from deskq.queue.service.undo import undo
from tests.offices.conftest import north

__all__ = ["north"]

NOWHERE = 4711


@pytest.fixture
def counter_there(north) -> int:
    return office_queries.counter_by_number(db.session(), north, 2).id


def send_line(office, by, counter):
    lines.send(office, by, "text", counter)


@pytest.mark.parametrize("act", [counters.free_counter, help_calls.answer, help_calls.ask_again, send_line])
def test_a_supervisor_finds_no_counter_that_is_gone_or_of_another_office(office, counter_there, unchanged, act):
    for counter_id in (NOWHERE, counter_there):
        with unchanged(), pytest.raises(NotFound):
            act(office, "test", counter_id)


@pytest.mark.parametrize(
    "act", [help_calls.ask, help_calls.withdraw, lambda action: lines.mark_read(action, 1)], ids=["ask", "end", "read"]
)
def test_a_clerk_finds_no_counter_that_is_gone_or_of_another_office(at, counter_there, unchanged, act):
    for counter_id in (NOWHERE, counter_there):
        with unchanged(), pytest.raises(NotFound):
            act(replace(at(2), counter_id=counter_id))


def test_a_counter_of_another_office_stays_open_there(office, north, counter_there):
    db.session().get_one(Counter, counter_there).status = "open"
    db.session.commit()

    with pytest.raises(NotFound):
        counters.free_counter(office, "test", counter_there)

    assert db.session().get_one(Counter, counter_there, populate_existing=True).status == "open"


def test_a_visit_has_twenty_notes_and_no_more_and_none_is_removed_that_is_gone_or_of_another_office(
    office, north, issue
):
    ticket = issue()
    for number in range(notes.MOST):
        notes.add(office, "test", ticket.id, f"note {number}")

    with pytest.raises(notes.TooManyNotes) as refused:
        notes.add(office, "test", ticket.id, "one more")
    assert refused.value.values == {"code": ticket.code, "most": notes.MOST}
    ids = [note.id for note in note_queries.rows(db.session(), ticket.id)]
    for office_id, note_id in ((office, max(ids) + 1), (north, ids[0])):
        with pytest.raises(NotFound):
            notes.remove(office_id, "test", note_id)
    assert [note.id for note in note_queries.rows(db.session(), ticket.id)] == ids


@pytest.mark.parametrize(
    ("changes", "field"),
    [(Amendment(service_code="nothing"), "service"), (Amendment(priority_code="nobody"), "priority")],
)
def test_a_visit_is_corrected_to_and_goes_on_with_what_the_office_has_alone(
    office, served, at, unchanged, changes, field
):
    with unchanged(), pytest.raises(InvalidInput) as refused:
        in_hall.amend(office, "test", served.id, changes)
    assert set(refused.value.fields) == {field}
    with unchanged(), pytest.raises(InvalidInput) as refused:
        next_service(at(2), "nothing")
    assert set(refused.value.fields) == {"service"}


def test_nobody_lets_others_pass_where_the_office_does_not_offer_it(office, issue, set_office, unchanged):
    first, _ = issue(), issue()
    set_office(let_pass=0)

    with unchanged(), pytest.raises(NotFound):
        let_pass(office, first.id)


def test_a_call_is_not_undone_once_the_ticket_was_corrected_in_the_hall(office, called, at, unchanged):
    in_hall.amend(office, "test", called.id, Amendment(group_size=3))

    with unchanged(), pytest.raises(CannotUndo):
        undo(at(2))
