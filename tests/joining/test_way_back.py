"""The way back to a ticket from outside whose page was lost: the browser that took it, and a code to its number."""

import re

import pytest
from sqlalchemy.exc import OperationalError

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.joining.confirmation import rules
from deskq.joining.confirmation.models import JoinRequest
from deskq.joining.views import own_ticket
from deskq.queue.models import Ticket
from deskq.sms.one_time_code import rules as code_rules
from tests.joining.test_confirm import digits
from tests.joining.test_pages import form
from tests.offices.conftest import MAIN, NORTH, north
from tests.sms.conftest import RecordingGateway, gateway, work

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


def test_the_browser_that_took_a_ticket_finds_it_again_where_it_was_taken(client, browser, mine):
    text = client.get("/join?lang=en").text

    assert re.search(r"You have ticket <bdi[^>]*>201</bdi>", text)
    assert f'href="{mine}?lang=en"' in text
    assert OWN not in browser().get("/join?lang=en").text


def test_it_is_there_also_while_nobody_can_join(client, mine, set_office):
    set_office(join_share=0)

    assert f'href="{mine}"' in client.get("/join").text


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
    def gone() -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(own_ticket, "remembered", gone)

    answer = client.get("/join")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


@pytest.fixture
def ask(browser):
    """``ask("0912 ...")``: another browser asks for the ticket of a number; its page, and the address of the code."""

    def send(phone: str = "0912 000 0001"):
        other = browser()
        answer = other.post("/join/lost?lang=en", data={"phone": phone, "request_key": secrets.new()})
        return other, answer

    return send


@pytest.fixture
def joined(join, gateway):
    """A ticket taken from outside with the usual number."""
    return join()


@pytest.fixture
def code(gateway, work):
    """The code that came by SMS."""

    def read(number: str = "+989120000001") -> str:
        db.session.remove()
        work()
        to, text = gateway.taken[-1]
        assert to == number
        return digits(text)

    return read


def test_a_code_to_the_number_leads_back_to_its_ticket(joined, ask, code):
    other, asked = ask()

    page = other.get(asked.headers["Location"]).text
    answer = other.post(asked.headers["Location"], data={"sms_code": code()})

    assert "You get to your ticket as soon as you enter the code." in page
    assert answer.status_code == 303
    assert "201" in other.get(answer.headers["Location"]).text
    assert OWN in other.get("/join?lang=en").text
    assert db.session().query(Ticket).count() == 1


def test_the_address_of_a_code_makes_nobody_else_the_owner_of_the_ticket(joined, ask, code, browser):
    other, asked = ask()
    other.post(asked.headers["Location"], data={"sms_code": code()})
    stranger = browser()

    answer = stranger.get(asked.headers["Location"])

    assert answer.status_code == 303
    assert cookies(answer) == []


def test_the_sms_says_what_the_code_is_for(joined, ask, gateway, work):
    ask()
    db.session.remove()
    work()

    assert "Code to get back to your ticket" in gateway.taken[-1][1]


def test_several_browsers_together_have_one_code_a_minute_sent(joined, ask, later):
    first, second = ask()[1], ask()[1]
    of_another = ask("0912 000 0002")[1]
    later(seconds=61)

    assert (first.status_code, second.status_code) == (303, code_rules.CodeJustSent.status)
    assert "We have just sent you a code." in second.text
    assert of_another.status_code == 303
    assert ask()[1].status_code == 303


def test_it_leads_back_also_while_nobody_can_join(joined, ask, code, set_office):
    set_office(join_share=0)
    other, asked = ask()

    assert other.post(asked.headers["Location"], data={"sms_code": code()}).status_code == 303


def test_only_who_enters_the_code_learns_whether_the_number_has_a_ticket(joined, ask, code):
    (_, known), (other, unknown) = ask(), ask("0912 000 0009")
    pages = [re.sub(r"/join/code/[^/\"]+|\u2066?[+\d ]{9,}|csrf[^>]*>", "", other.get(a.headers["Location"]).text)
             for a in (known, unknown)]  # fmt: skip

    answer = other.post(unknown.headers["Location"], data={"sms_code": code("+989120000009")})

    assert known.status_code == unknown.status_code == 303
    assert pages[0].count("ticket") == pages[1].count("ticket")
    assert answer.status_code == 409
    assert "There is no ticket taken from outside for this number today." in answer.text
    assert db.session().query(Ticket).count() == 1


def test_a_ticket_that_is_over_is_not_found_by_its_number(joined, ask, code):
    set_state("done")
    other, asked = ask()

    assert other.post(asked.headers["Location"], data={"sms_code": code()}).status_code == 409


def test_a_wrong_number_is_said_at_its_field(gateway, ask):
    _, answer = ask("021 88776655")

    assert answer.status_code == 422
    assert "We can only text mobile numbers" in answer.text
    assert 'value="021 88776655"' in answer.text


def test_the_codes_of_a_number_are_counted_with_those_for_new_tickets(client, gateway, ask, later):
    for _ in range(code_rules.MOST_CODES):
        client.post("/join", data=form())

    _, answer = ask()

    assert answer.status_code == rules.BackCodesUsedUp.status == 429
    assert "At the office, enter the number at the kiosk." in answer.text
    assert db.session().query(JoinRequest).count() == code_rules.MOST_CODES


def test_after_its_time_the_page_of_the_code_leads_back_to_the_number(joined, ask, later):
    other, asked = ask()
    later(minutes=16)

    text = other.get(asked.headers["Location"]).text

    assert "You can ask for another one." in text
    assert 'href="/join/lost' in text


def test_without_sms_the_way_by_the_number_is_not_offered(client):
    assert "/join/lost" not in client.get("/join").text
    assert client.get("/join/lost").status_code == 404
    assert client.post("/join/lost", data={"phone": "0912 000 0001", "request_key": secrets.new()}).status_code == 404


def test_with_sms_it_is_offered_where_tickets_are_taken(client, gateway, set_office):
    offered = 'href="/join/lost"' in client.get("/join").text
    set_office(join_share=0)

    assert offered
    assert 'href="/join/lost"' in client.get("/join").text


def test_few_numbers_can_be_asked_for(limited, office):
    limited.application.extensions["deskq_outbox"].gateway = RecordingGateway()
    answers = [
        limited.post("/join/lost", data={"phone": f"0912 000 00{n:02}", "request_key": secrets.new()}).status_code
        for n in range(4)
    ]

    assert answers == [303] * 3 + [429]
