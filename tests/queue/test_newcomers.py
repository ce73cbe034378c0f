"""The people ahead shown at the kiosk before a choice agree with the ticket after it."""

import random

import pytest

from deskq.core.extensions import db
from deskq.queue.screens.kiosk.queries import group_cards, service_cards
from deskq.queue.screens.phone.queries import ticket_view
from tests.queue.test_ahead import CLASSES, CODES
from tests.tools.statements import statements


@pytest.fixture
def shown(office):
    """{service code: people ahead} on the cards of the kiosk."""

    def look() -> dict[str, int]:
        groups = [group.id for group in group_cards(db.session(), office)]
        cards = [card for group in groups for card in service_cards(db.session(), office, group)]
        assert all(least == most for least, most in (card.ahead for card in cards))
        return {card.code: card.ahead[0] for card in cards}

    return look


@pytest.fixture
def on_token():
    return lambda ticket: ticket_view(db.session(), ticket).ahead


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("open_counters", [(), (1, 2), (1, 2, 3, 4, 5, 6)])
def test_the_card_shows_the_same_number_as_the_ticket(seed, open_counters, issue, desk, later, shown, on_token):
    dice = random.Random(seed)
    for number in open_counters:
        desk(number)

    for _ in range(16):
        code = dice.choice(CODES)
        before = shown()[code]
        assert on_token(issue(code, dice.choice(CLASSES))) == before
        later(seconds=dice.choice((0, 60, 240, 900)))


def test_a_group_tells_the_fewest_and_the_most(office, issue, desk):
    desk(1)
    for _ in range(3):
        issue("info_desk")

    groups = {group.name.en: group.ahead for group in group_cards(db.session(), office)}

    assert groups["Information and digging permits"][1] == 3
    assert all(least <= most for least, most in groups.values())


def test_all_services_are_reckoned_from_one_count(office, issue):
    issue("info_desk")
    group_cards(db.session(), office)

    with statements() as sent:
        group_cards(db.session(), office)

    assert sum("FROM ticket" in statement for statement, _ in sent) == 1
    assert len(sent) <= 4
