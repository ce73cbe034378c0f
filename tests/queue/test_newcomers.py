"""The people a kiosk shows before a choice are those the token shows after it."""

import random

import pytest
from sqlalchemy import event

from deskq.core.extensions import db
from deskq.queue.screens.kiosk.queries import group_cards, service_cards
from deskq.queue.screens.phone.queries import ticket_view
from tests.queue.test_ahead import CLASSES, CODES


@pytest.fixture
def shown(office):
    """{service code: people ahead} as the cards of the kiosk have it."""

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
def test_the_card_says_what_the_token_says(seed, open_counters, issue, desk, later, shown, on_token):
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
    asked = []
    listen = (db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    event.listen(*listen)
    try:
        group_cards(db.session(), office)
    finally:
        event.remove(*listen)

    assert sum("FROM ticket" in statement for statement in asked) == 1
    assert len(asked) <= 4
