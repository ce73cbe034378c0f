"""Calls on the board: everyone called, and the newest of those being served."""

import pytest

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.office.models import Counter, CounterService
from deskq.queue.screens.lobby.queries import SERVED_SHOWN, lobby_board
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.counter_action import CounterAction

MANY = 18


@pytest.fixture
def desks(office, service_id) -> list[CounterAction]:
    """As many counters as a large office has, each opened by a machine."""
    with transaction(office, "test") as tx:
        made = [Counter(office_id=office, number=101 + index) for index in range(MANY)]
        tx.session.add_all(made)
        tx.session.flush()
        ids = [row.id for row in made]
        levy = service_id("renewal_levy")
        tx.session.add_all(CounterService(counter_id=counter, service_id=levy, rank=1) for counter in ids)
        tx.config_changed()
    presses = [CounterAction(office, "test", counter, None) for counter in ids]
    for action in presses:
        counters.open_counter(action)
    return presses


def call_to(action: CounterAction, ticket) -> str:
    return calls.call_next(action, ticket.id).code


def codes(office: int, state: str) -> list[str]:
    return [row.code for row in lobby_board(db.session(), office).calls if row.state == state]


def test_all_who_were_asked_to_come_stand_on_the_board_the_newest_first(office, desks, issue):
    called = [call_to(action, issue()) for action in desks]

    assert codes(office, "called") == called[::-1]


def test_visitors_being_served_displace_no_call_and_the_newest_stay(office, desks, issue):
    called = [call_to(action, issue()) for action in desks[:2]]
    served = [call_to(action, issue()) for action in desks[2:]]
    for action in desks[2:]:
        serve.start(action)

    assert codes(office, "called") == called[::-1]
    assert codes(office, "serving") == served[::-1][:SERVED_SHOWN]


def test_the_board_knows_the_hall_that_most_counters_share(office):
    assert lobby_board(db.session(), office).hall == Name("سالن میز خدمت", "Service hall")
