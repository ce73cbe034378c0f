"""A visitor who needs more time lets a few others of the same service go first, once."""

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from deskq.core import secrets
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.queue.rules import priority
from deskq.queue.rules.priority import CounterQueue, NobodyBehind
from deskq.queue.rules.transitions import CannotMove, LetPassOnce
from deskq.queue.service import calls, counters, serve
from deskq.queue.service import issue as issue_service
from deskq.queue.service.issue import NewTicket
from deskq.queue.service.let_pass import let_pass
from tests.conftest import MORNING


@dataclass(frozen=True)
class Waiting:
    id: int
    arrived_at: datetime
    weight: float
    service_id: int = 1
    directed: bool = False


def called_in_order(at, number, times):
    codes = []
    for _ in range(times):
        called = calls.call_next(at(number))
        codes.append(called.code)
        serve.start(at(number))
        serve.finish(at(number))
    return codes


@pytest.fixture
def line(issue, later):
    """Five visitors of the same service, a minute apart."""
    tickets = []
    for _ in range(5):
        tickets.append(issue("renewal_levy"))
        later(minutes=1)
    return tickets


def test_the_next_few_go_first_once_and_then_it_is_their_turn(at, office, line, set_office):
    set_office(let_pass=2)
    counters.open_counter(at(2))

    moved = let_pass(office, line[0].id)

    assert moved.let_pass == 2
    told = journal.of_ticket(db.session(), line[0].id)[-1]
    assert (told.kind, told.facts["why"]["passing"]) == ("ticket.let_pass", [line[1].id, line[2].id])
    with pytest.raises(LetPassOnce):
        let_pass(office, line[0].id)
    a, b, c, d, e = (ticket.code for ticket in line)
    assert called_in_order(at, 2, 5) == [b, c, a, d, e]


def test_who_is_nearly_last_lets_those_pass_who_are_there_and_neither_the_last_nor_the_called_anybody(
    at, office, line, set_office, now_of
):
    set_office(let_pass=5)
    counters.open_counter(at(2))
    called = calls.call_next(at(2))

    with pytest.raises(NobodyBehind):
        let_pass(office, line[-1].id)
    assert now_of(line[-1]).arrived_at == line[-1].arrived_at
    with pytest.raises(CannotMove):
        let_pass(office, called.id)
    assert let_pass(office, line[3].id).let_pass == 1


def test_the_phone_offers_it_while_somebody_of_the_same_line_is_behind(client, office, later):
    def take(service):
        secret = secrets.new()
        issue_service.issue(office, "test", NewTicket(service, secret))
        later(minutes=1)
        return secret

    def offers(secret):
        return "I need more time" in client.get(f"/t/{secret}?lang=en").text

    first, _ = take("renewal_levy"), take("building_permit")
    alone = offers(first)
    last = take("renewal_levy")

    assert (alone, offers(first), offers(last)) == (False, True, False)


@pytest.mark.parametrize("minutes", [5, 45, 120])
def test_nobody_is_behind_the_last_of_each_line(minutes):
    """Of each line the order is that of the calls: overdue first, then by weight and time."""
    waiting = [
        Waiting(number, MORNING - timedelta(minutes=7 * number % 60), (1.0, 1.5, 3.0)[number % 3], number % 4)
        for number in range(1, 25)
    ]
    bound = timedelta(minutes=minutes)

    last = priority.last_of_lines(waiting, lambda one: one.service_id, bound, MORNING)

    for one in waiting:
        line = [other for other in waiting if other.service_id == one.service_id]
        queue = CounterQueue({one.service_id: 1}, bound, MORNING)
        with pytest.raises(NobodyBehind) if one.id in last else nullcontext():
            priority.let_pass(one, line, 1, queue)
    assert len(last) == 4


def test_a_visitor_of_higher_claim_goes_behind_one_of_the_ordinary_class(at, office, issue, later, set_office, now_of):
    set_office(let_pass=1)
    ordinary = issue("renewal_levy")
    later(minutes=5)
    elderly = issue("renewal_levy", "elderly")
    later(minutes=10)
    counters.open_counter(at(2))
    before = now_of(elderly).arrived_at

    let_pass(office, elderly.id)

    assert now_of(elderly).arrived_at > before + timedelta(minutes=1)
    assert called_in_order(at, 2, 2) == [ordinary.code, elderly.code]


@pytest.mark.parametrize(("weight", "other"), [(3.0, 1.0), (2.0, 1.5), (2.0, 2.0)])
def test_the_new_arrival_is_just_behind_the_last_who_passes_whatever_the_weights(weight, other):
    """Exactly: by the microsecond, and with the time they have waited still counted."""
    mine = Waiting(1, MORNING - timedelta(seconds=900), weight)
    passing = [Waiting(2, MORNING - timedelta(seconds=840), other), Waiting(3, MORNING - timedelta(seconds=600), other)]
    queue = CounterQueue({1: 1}, timedelta(hours=2), MORNING)

    arrival, passed = priority.let_pass(mine, [mine, *passing], 2, queue)

    assert passed == passing
    assert arrival == MORNING - timedelta(seconds=600 * other / weight) + priority.TICK
    assert queue.key(replace(mine, arrived_at=arrival)) > queue.key(passing[-1])
    assert queue.key(replace(mine, arrived_at=arrival - 2 * priority.TICK)) < queue.key(passing[-1])
