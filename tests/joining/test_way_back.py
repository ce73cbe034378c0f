"""The way back to a ticket from outside whose page was lost, in the browser that took it."""

import re
from unittest.mock import Mock

import pytest
from sqlalchemy.exc import OperationalError

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.joining.views import own_ticket
from deskq.queue.models import Ticket
from tests.joining.test_pages import form
from tests.offices.conftest import MAIN, NORTH, north
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "north", "work"]
OWN = "Go to my ticket"


@pytest.fixture
def mine(client):
    """The address of a ticket that this browser took from outside."""
    return client.post("/join", data=form()).headers["Location"]


def cookies(answer) -> list[str]:
    return [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("deskq_ticket=")]


def set_state(state: str) -> None:
    db.session.remove()
    db.session().query(Ticket).update({"state": state})
    db.session.commit()


def test_the_browser_that_took_a_ticket_finds_it_again_also_while_nobody_can_join(client, browser, mine, set_office):
    text = client.get("/join?lang=en").text

    assert re.search(r"You have ticket <bdi[^>]*>201</bdi>", text)
    assert f'href="{mine}?lang=en"' in text
    assert OWN not in browser().get("/join?lang=en").text
    set_office(join_share=0)

    assert f'href="{mine}?lang=en"' in client.get("/join?lang=en").text


def test_scripts_and_other_sites_do_not_read_the_cookie_and_it_ends_with_the_day(client):
    (cookie,) = cookies(client.post("/join", data=form()))

    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=86400"} <= set(cookie.split("; "))


@pytest.mark.parametrize("state", ["done", "cancelled", "expired"])
@pytest.mark.parametrize("page", ["join", "ticket", "state"])
def test_when_the_ticket_is_over_the_browser_forgets_it(client, mine, state, page):
    set_state(state)

    answer = client.get({"join": "/join?lang=en", "ticket": mine, "state": f"{mine}/state"}[page])

    assert client.get_cookie("deskq_ticket") is None
    assert cookies(answer) != []
    assert OWN not in answer.text


def test_while_it_waits_the_browser_keeps_it(client, mine):
    for page in ("/join", mine, f"{mine}/state"):
        assert cookies(client.get(page)) == []

    assert client.get_cookie("deskq_ticket") is not None


def test_on_a_device_of_several_people_it_can_be_forgotten_at_once(client, mine):
    answer = client.post("/join/forget")

    assert answer.status_code == 303
    assert OWN not in client.get("/join?lang=en").text
    assert client.get(mine).status_code == 200


@pytest.mark.parametrize("value", ["", "nothing", "a" * 300])
def test_what_is_no_secret_shows_no_ticket(client, mine, value):
    client.set_cookie("deskq_ticket", value)

    answer = client.get("/join?lang=en")

    assert answer.status_code == 200
    assert OWN not in answer.text


def test_a_ticket_of_the_kiosk_is_not_opened_by_the_cookie(client, issue):
    secret = secrets.new()
    ticket = issue()
    db.session().query(Ticket).filter_by(id=ticket.id).update({"token_hash": secrets.hashed(secret)})
    db.session.commit()
    client.set_cookie("deskq_ticket", secret)

    assert OWN not in client.get("/join?lang=en").text


def test_a_ticket_of_one_office_is_not_shown_at_another(client, office, north, set_office):
    client.post(f"{MAIN}/join", data=form())
    kept = client.get_cookie("deskq_ticket", path=MAIN)
    assert OWN in client.get(f"{MAIN}/join?lang=en").text

    client.set_cookie("deskq_ticket", kept.value, path=NORTH)

    assert OWN not in client.get(f"{NORTH}/join?lang=en").text


def test_an_outage_is_said_to_a_browser_with_a_ticket_as_to_others(client, mine, monkeypatch):
    gone = Mock(side_effect=OperationalError("SELECT", {}, Exception("gone")))
    monkeypatch.setattr(own_ticket, "remembered", gone)

    answer = client.get("/join")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
