"""Nobody is sent, and no ticket is given unknowingly, where no open counter serves."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.queue.rules.counters import NobodyServes
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.screens.kiosk.queries import group_cards, service_cards
from deskq.queue.service import counters
from deskq.queue.service.transfer import transfer
from tests.tools.browsers import browser, client
from tests.tools.device_pairing import paired

__all__ = ["browser", "client"]


def test_a_transfer_where_nobody_serves_is_refused_until_an_open_counter_does(served, at, desk, now_of, unchanged):
    with unchanged(), pytest.raises(NobodyServes):
        transfer(at(2), "building_permit")
    counters.break_counter(desk(3), 10)
    with unchanged(), pytest.raises(NobodyServes):
        transfer(at(2), "building_permit")
    desk(3)

    transfer(at(2), "building_permit")

    assert now_of(served).state == "waiting"


@pytest.mark.parametrize("reason", ["   ", "۰۹۱۲ ۱۲۳ ۴۵۶۷"], ids=["empty", "telephone number"])
def test_a_confirmed_transfer_needs_a_reason_without_a_telephone_number(served, at, unchanged, reason):
    with unchanged(), pytest.raises(InvalidInput) as refused:
        transfer(at(2), "building_permit", unserved_because=reason)

    assert set(refused.value.fields) == {"reason"}


def test_a_reason_is_journalled_with_the_transfer(served, at, now_of, told, version):
    before = version()
    transfer(at(2), "building_permit", unserved_because="opens at ten")

    assert now_of(served).state == "waiting"
    assert told(before)[-1].facts["reason"] == "opens at ten"


def test_the_clerk_sees_before_pressing_which_services_nobody_serves(served, at, desk):
    desk(3)

    shown = {
        choice.value: choice.served
        for choice in counter_panel(db.session(), at(2).office_id, at(2).counter_id).services
    }

    assert (shown["building_permit"], shown["renewal_levy"], shown["notary_clearance"]) == (True, True, False)


@pytest.fixture
def card(office):
    """What the kiosk shows of a service."""

    def find(code: str):
        groups = [group.id for group in group_cards(db.session(), office)]
        cards = [card for group in groups for card in service_cards(db.session(), office, group)]
        return next(card for card in cards if card.code == code)

    return find


def test_the_kiosk_knows_whether_somebody_serves_and_when_a_break_ends(card, desk, later):
    before = card("building_permit")
    until = later(minutes=1)
    action = desk(3)
    open_ = card("building_permit")
    counters.break_counter(action, 10)
    paused = card("building_permit")

    assert (before.served, before.served_from) == (False, None)
    assert (open_.served, open_.served_from) == (True, None)
    assert (paused.served, (paused.served_from - until).total_seconds()) == (False, 600)


def test_the_kiosk_says_that_nobody_serves_and_what_else_is_possible(client, office, desk):
    kiosk = paired(client, office)
    addresses = ("/kiosk/services/building_permit?lang=en", "/kiosk?lang=en")

    unserved, groups_before = (kiosk.get(address).text for address in addresses)
    desk(3)
    served, groups = (kiosk.get(address).text for address in addresses)

    for words in ("Nobody serves this now", "Get a ticket and wait", "File a request or complaint"):
        assert words in unserved
        assert words not in served
    assert (groups_before.count("no counter is open"), groups_before.count("no one ahead of you")) == (2 * 5, 0)
    assert groups.count("no one ahead of you") > 0
