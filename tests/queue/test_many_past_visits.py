"""What screens and jobs read of the queue costs the same after thousands of finished visits as after a few."""

from collections.abc import Callable

import pytest

from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.queue import queries, ticket_queries
from deskq.queue.screens.lobby.queries import lobby_board
from tests.load import history
from tests.queue.test_long_queue import steps

FEW, MANY = 100, 5_000
TODAY = 14_050_902

READS: dict[str, Callable[[int], object]] = {
    "everyone who waits": lambda office: queries.everyone_waiting(db.session(), config_cache.of(db.session(), office)),
    "everyone on the way": lambda office: queries.everyone_away(db.session(), config_cache.of(db.session(), office)),
    "lines": lambda office: queries.waiting_lines(db.session(), office),
    "counts": lambda office: queries.waiting_counts(db.session(), office),
    "board": lambda office: lobby_board(db.session(), office),
    "left from days before": lambda office: ticket_queries.offices_with_some_left(db.session(), [office], TODAY),
}


@pytest.fixture
def database_url(own_database_url):
    return own_database_url


@pytest.fixture
def office_of_old(request) -> int:
    """An office whose past visits are not in its journal."""
    return request.getfixturevalue("office")


@pytest.mark.parametrize("read", READS)
def test_a_read_takes_as_many_steps_after_many_visits(office_of_old, read):
    office = office_of_old
    history._grow(0, FEW)
    READS[read](office)
    few = steps(lambda: READS[read](office))

    history._grow(FEW, MANY)
    many = steps(lambda: READS[read](office))

    assert 0 < many <= 1.5 * few + 10
