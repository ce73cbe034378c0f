"""People ahead: the number on a new ticket agrees with the rule."""

import random
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.queue import ahead_counts, queries
from deskq.queue.rules.priority import CounterQueue
from deskq.queue.service import calls
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.transfer import transfer

CODES = ("renewal_levy", "info_desk", "building_permit", "notary_clearance", "art100", "dig_permit")
CLASSES = ("", "", "elderly", "disability")


@pytest.fixture
def line(office):
    """{ticket: people ahead of it} over all counters, by ``priority.count_ahead``."""

    def read() -> dict[int, int]:
        session = db.session()
        about = config_cache.of(session, office)
        everyone = queries.everyone_waiting(session, about)
        bound = timedelta(minutes=about.office.bound_minutes)
        lines = {counter: CounterQueue(ranks, bound, clock.now()) for counter, ranks in about.ranks.items()}
        return ahead_counts.count_ahead(everyone, lines)

    return read


@pytest.mark.parametrize("seed", range(4))
def test_the_number_on_the_ticket_is_what_the_rule_says(seed, issue, at, desk, later, line):
    dice = random.Random(seed)
    presses = [desk(number) for number in range(1, 7)]

    for _ in range(40):
        ticket = issue(dice.choice(CODES), dice.choice(CLASSES))
        assert ticket.ahead_at_issue == line()[ticket.id]
        later(seconds=dice.choice((0, 0, 60, 240)))
        if dice.random() < 0.4:
            _send_on(dice, presses)


def _send_on(dice: random.Random, presses: list[CounterAction]) -> None:
    action = dice.choice(presses)
    try:
        calls.call_next(action)
        transfer(action, counter_number=dice.randint(1, 6))
    except DomainError:
        return
