"""Who stands on the board: everyone who was asked to come, and the newest of those who are being served."""

import pytest

from deskq.extensions import db
from deskq.office.models import Counter, CounterService
from deskq.persian import Name
from deskq.queue import boards, service
from deskq.queue.boards import SERVED_SHOWN
from deskq.queue.service import Press
from deskq.transactions import transaction

MANY = 18


@pytest.fixture
def desks(office, service_id) -> list[Press]:
    """Counters as a large office has them, each opened by a machine."""
    with transaction(office, "test") as tell:
        made = [Counter(office_id=office, number=101 + index) for index in range(MANY)]
        tell.session.add_all(made)
        tell.session.flush()
        ids = [row.id for row in made]
        levy = service_id("renewal_levy")
        tell.session.add_all(CounterService(counter_id=counter, service_id=levy, rank=1) for counter in ids)
        tell.catalogue_changed()
    presses = [Press(office, "test", counter, None) for counter in ids]
    for press in presses:
        service.open_counter(press)
    return presses


def call_to(press: Press, ticket) -> str:
    return service.call_next(press, ticket.id).code


def codes(office: int, state: str) -> list[str]:
    return [row.code for row in boards.lobby(db.session(), office).calls if row.state == state]


def test_all_who_were_asked_to_come_stand_on_the_board_the_newest_first(office, desks, issue):
    called = [call_to(press, issue()) for press in desks]

    assert codes(office, "called") == called[::-1]


def test_whoever_is_served_takes_nobodys_place_and_the_newest_of_them_stay(office, desks, issue):
    called = [call_to(press, issue()) for press in desks[:2]]
    served = [call_to(press, issue()) for press in desks[2:]]
    for press in desks[2:]:
        service.start(press)

    assert codes(office, "called") == called[::-1]
    assert codes(office, "serving") == served[::-1][:SERVED_SHOWN]


def test_the_board_knows_the_hall_that_most_counters_share(office):
    assert boards.lobby(db.session(), office).hall == Name("سالن میز خدمت", "Service hall")
