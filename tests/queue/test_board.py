"""Who stands on the board: everyone who was asked to come, and the newest of those who are being served."""

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
    """Counters as a large office has them, each opened by a machine."""
    with transaction(office, "test") as tx:
        made = [Counter(office_id=office, number=101 + index) for index in range(MANY)]
        tx.session.add_all(made)
        tx.session.flush()
        ids = [row.id for row in made]
        levy = service_id("renewal_levy")
        tx.session.add_all(CounterService(counter_id=counter, service_id=levy, rank=1) for counter in ids)
        tx.catalogue_changed()
    presses = [CounterAction(office, "test", counter, None) for counter in ids]
    for press in presses:
        counters.open_counter(press)
    return presses


def call_to(press: CounterAction, ticket) -> str:
    return calls.call_next(press, ticket.id).code


def codes(office: int, state: str) -> list[str]:
    return [row.code for row in lobby_board(db.session(), office).calls if row.state == state]


def test_all_who_were_asked_to_come_stand_on_the_board_the_newest_first(office, desks, issue):
    called = [call_to(press, issue()) for press in desks]

    assert codes(office, "called") == called[::-1]


def test_whoever_is_served_takes_nobodys_place_and_the_newest_of_them_stay(office, desks, issue):
    called = [call_to(press, issue()) for press in desks[:2]]
    served = [call_to(press, issue()) for press in desks[2:]]
    for press in desks[2:]:
        serve.start(press)

    assert codes(office, "called") == called[::-1]
    assert codes(office, "serving") == served[::-1][:SERVED_SHOWN]


def test_the_board_knows_the_hall_that_most_counters_share(office):
    assert lobby_board(db.session(), office).hall == Name("سالن میز خدمت", "Service hall")
