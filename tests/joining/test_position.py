"""The phone of a visitor on the way shows how many are ahead, and is drawn again when that changes."""

import pytest

from deskq.core.extensions import db
from deskq.joining import away
from deskq.live.screen_types import Screen
from deskq.queue.position_updates import PositionUpdates
from deskq.queue.service import calls


@pytest.fixture
def ahead(now_of):
    """``ahead(ticket)``: the people ahead on the page of a ticket from outside."""
    return lambda ticket: away.view(db.session(), now_of(ticket)).ahead


def test_who_is_not_here_either_is_ahead_of_nobody(join, arrive, issue, ahead, later):
    first = join("+989120000001")
    later(minutes=1)
    issue()
    later(minutes=1)
    ticket = join("+989120000002")

    assert ahead(ticket) == 1
    arrive(first)
    assert ahead(ticket) == 2


def test_the_page_is_drawn_again_when_the_queue_moves(app, office, join, issue, desk, later, ahead):
    issue()
    later(minutes=1)
    ticket = join()
    action = desk(2)
    screen, updates = Screen("ticket", office, ticket.id, "fa"), PositionUpdates(app)

    def due() -> list[Screen]:
        later(seconds=1)
        updates.note(office)
        return updates.due(lambda: [screen])

    assert (due(), due()) == ([screen], [])
    calls.call_next(action)

    assert due() == [screen]
    assert ahead(ticket) == 0
