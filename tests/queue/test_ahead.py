"""People ahead: what the ticket says when it is taken is what the rule says."""

import random
from datetime import timedelta

import pytest

from deskq import clock
from deskq.errors import Refused
from deskq.extensions import db
from deskq.office import catalogue
from deskq.queue import queries, rules, service

CODES = ("renewal_levy", "info_desk", "building_permit", "notary_clearance", "art100", "dig_permit")
CLASSES = ("", "", "elderly", "disability")


@pytest.fixture
def line(office):
    """{ticket: people before it} over all counters, as rules.ahead has it."""

    def read() -> dict[int, int]:
        session = db.session()
        about = catalogue.of(session, office)
        everyone = queries.everyone_waiting(session, about)
        bound = timedelta(minutes=about.office.bound_minutes)
        lines = {counter: rules.Line(ranks, bound, clock.now()) for counter, ranks in about.ranks.items()}
        return queries.ahead(everyone, lines)

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


def _send_on(dice: random.Random, presses: list[service.Press]) -> None:
    press = dice.choice(presses)
    try:
        service.call_next(press)
        service.transfer(press, counter_number=dice.randint(1, 6))
    except Refused:
        return
