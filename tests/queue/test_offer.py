"""What the kiosk shows as open, what the API lists as open, and what issue accepts always agree."""

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office.models import CounterService, Opening
from deskq.queue.screens.kiosk.queries import group_cards, service_cards
from deskq.queue.screens.shared import version_and_config
from deskq.queue.service.issue import OfficeClosed, ServiceClosed
from tests.tools.device_pairing import paired


@pytest.fixture
def unserved(edit, service_id):
    """A service that no counter serves any more."""

    def leave(code: str) -> None:
        with edit() as session:
            session.query(CounterService).filter_by(service_id=service_id(code)).delete()

    return leave


@pytest.fixture
def shown(office):
    """{service code: open} at the kiosk."""

    def look() -> dict[str, bool]:
        groups = [group.id for group in group_cards(db.session(), office)]
        cards = [card for group in groups for card in service_cards(db.session(), office, group)]
        return {card.code: card.hours.open for card in cards}

    return look


@pytest.fixture
def told(office, client):
    """{service code: open} as the API has it."""
    token = token_service.create_token(office, "kiosk", "test")

    def ask() -> dict[str, bool]:
        answer = client.get("/api/v1/services", headers={"Authorization": f"Bearer {token}"})
        return {row["code"]: row["open"] for row in answer.json["services"]}

    return ask


@pytest.fixture
def given(issue):
    """{service code: whether a ticket is issued}."""

    def try_all(codes) -> dict[str, bool]:
        found = {}
        for code in codes:
            try:
                issue(code)
            except (OfficeClosed, ServiceClosed):
                found[code] = False
            else:
                found[code] = True
        return found

    return try_all


def test_a_service_that_no_counter_serves_is_not_at_the_kiosk_and_closed_elsewhere(
    unserved, shown, told, given, client, office
):
    kiosk = paired(client, office)
    before = set(told())
    unserved("art77")

    assert set(shown()) == before - {"art77"}
    assert told() == given(before) == {code: code != "art77" for code in before}
    assert kiosk.get("/kiosk/services/art77?lang=en").status_code == 409
    about = version_and_config(db.session(), office)[1]
    hours = about.hours(clock.now(), about.service("art77").id)
    assert (hours.open, hours.reason.en) == (False, "No counter offers this service at the moment.")
    unserved("renewal_levy")
    groups = {card.name.en for card in group_cards(db.session(), office)}
    assert "City bills" not in groups
    assert "Build a house" in groups


def test_a_service_is_not_open_longer_than_the_office(edit, office, service_id, shown, told, given):
    with edit() as session:
        session.query(Opening).filter(Opening.office_id == office).update({"opens": 0, "closes": 480})
        row = session.query(Opening).first()
        hours = {"valid_from": row.valid_from, "valid_until": row.valid_until, "opens": 0, "closes": 1440}
        for day in range(7):
            session.add(Opening(office_id=office, service_id=service_id("art77"), weekday=day, **hours))

    assert clock.now().astimezone(clock.zone()).hour == 10
    assert set(shown().values()) == {False}
    assert shown() == told() == given(shown())


def test_the_description_of_a_group_names_no_service_that_is_not_offered_there(unserved, office, client):
    def covers() -> dict[str, str]:
        return {card.name.en: card.covers.en for card in group_cards(db.session(), office)}

    before = covers()
    for code in ("completion", "no_violation", "wall_permit", "permit_change"):
        unserved(code)

    assert before["Build a house"] == "New permits, renewals, certificates"
    assert covers() == before | {"Build a house": "Building permit, Permit renewal"}
    assert "صدور پروانهٔ ساختمان، تمدید پروانه" in paired(client, office).get("/kiosk").text
