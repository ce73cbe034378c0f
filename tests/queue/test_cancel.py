"""The visitor leaves the queue."""

import pytest

from deskq.core.errors import NotFound
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import calls
from deskq.queue.service.cancel import cancel
from tests.queue.states import bring


@pytest.mark.parametrize("state", ["waiting", "called", "held", "absent"])
def test_who_is_not_being_served_can_leave(state, office, at):
    ticket = bring(state, office, at)

    assert cancel(office, ticket).state == "cancelled"


@pytest.mark.parametrize("state", ["serving", "done", "cancelled", "expired"])
def test_who_is_being_served_or_gone_cannot(state, office, at, unchanged):
    ticket = bring(state, office, at)

    with unchanged(), pytest.raises(CannotMove):
        cancel(office, ticket)


def test_who_has_left_is_not_called_and_the_counter_they_were_called_to_is_free(called, issue, office, at):
    gone, following = issue(), issue()
    cancel(office, gone.id)
    cancel(office, called.id)

    assert calls.call_next(at(2)).id == following.id


def test_an_unknown_ticket_or_one_of_another_office_is_not_found(issue, office, unchanged):
    ticket = issue()

    for office_id, ticket_id in ((office, 999), (office + 1, ticket.id)):
        with unchanged(), pytest.raises(NotFound):
            cancel(office_id, ticket_id)
