"""The way back to a ticket from outside whose page was lost, by a code that is sent to its number."""

import re

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.joining.confirmation import rules
from deskq.joining.confirmation.models import JoinRequest
from deskq.queue.models import Ticket
from deskq.sms.one_time_code import rules as code_rules
from tests.joining.test_confirm import digits
from tests.joining.test_pages import form
from tests.joining.test_way_back import OWN, cookies, set_state
from tests.sms.conftest import RecordingGateway, gateway, work

__all__ = ["gateway", "work"]


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


def test_a_code_to_the_number_leads_back_to_its_ticket(joined, ask, code, gateway):
    other, asked = ask()

    page = other.get(asked.headers["Location"]).text
    answer = other.post(asked.headers["Location"], data={"sms_code": code()})

    assert "You get to your ticket as soon as you enter the code." in page
    assert "Code to get back to your ticket" in gateway.texts[-1]
    assert answer.status_code == 303
    assert "201" in other.get(answer.headers["Location"]).text
    assert OWN in other.get("/join?lang=en").text
    assert db.session().query(Ticket).count() == 1


def test_the_address_of_a_code_makes_nobody_else_the_owner_of_the_ticket(joined, ask, code, browser):
    other, asked = ask()
    other.post(asked.headers["Location"], data={"sms_code": code()})
    stranger = browser()

    address = asked.headers["Location"]
    answers = [stranger.get(address), stranger.post(address, data={"sms_code": "000000"})]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert [cookies(answer) for answer in answers] == [[], []]


def test_several_browsers_together_have_one_code_a_minute_sent(joined, ask, later):
    first, second = ask()[1], ask()[1]
    of_another = ask("0912 000 0002")[1]
    later(seconds=61)

    assert (first.status_code, second.status_code) == (303, code_rules.CodeJustSent.status)
    assert "We have just sent you a code." in second.text
    assert of_another.status_code == 303
    assert ask()[1].status_code == 303


def test_several_browsers_together_have_one_code_a_minute_sent_again(joined, ask, later):
    pages = []
    for _ in range(2):
        pages.append(ask())
        later(seconds=61)

    again = [other.post(f"{asked.headers['Location'].split('?')[0]}/sms-code") for other, asked in pages]

    assert [answer.status_code for answer in again] == [303, code_rules.CodeJustSent.status]
    assert ask()[1].status_code == code_rules.CodeJustSent.status


def test_a_code_asked_for_again_after_it_was_entered_leads_to_the_ticket(joined, ask, code, gateway, work):
    other, asked = ask()
    entered = other.post(asked.headers["Location"], data={"sms_code": code()})
    sent = len(gateway.taken)

    again = other.post(f"{asked.headers['Location'].split('?')[0]}/sms-code", follow_redirects=True)
    work()

    assert again.status_code == 200
    assert again.request.path == entered.headers["Location"].split("?")[0]
    assert len(gateway.taken) == sent


def test_it_leads_back_also_while_nobody_can_join(joined, ask, code, set_office):
    set_office(join_share=0)
    other, asked = ask()

    assert other.post(asked.headers["Location"], data={"sms_code": code()}).status_code == 303


def test_a_ticket_that_is_over_is_not_found_by_its_number(joined, ask, code):
    set_state("done")
    other, asked = ask()

    assert other.post(asked.headers["Location"], data={"sms_code": code()}).status_code == 409


def test_an_office_in_which_nobody_can_join_and_nobody_has_texts_no_codes(joined, ask, set_office, gateway, work):
    set_office(join_share=0)
    set_state("done")

    _, answer = ask()
    work()

    assert answer.status_code == 409
    assert "There is no ticket taken from outside for this number today." in answer.text
    assert gateway.taken == []


def test_only_who_enters_the_code_learns_whether_the_number_has_a_ticket(joined, ask, code):
    (_, known), (other, unknown) = ask(), ask("0912 000 0009")
    pages = [re.sub(r"/join/code/[^/\"]+|\u2066?[+\d ]{9,}|csrf[^>]*>", "", other.get(a.headers["Location"]).text)
             for a in (known, unknown)]  # fmt: skip

    answer = other.post(unknown.headers["Location"], data={"sms_code": code("+989120000009")})

    assert known.status_code == unknown.status_code == 303
    assert pages[0] == pages[1]
    assert answer.status_code == 409
    assert "There is no ticket taken from outside for this number today." in answer.text
    assert db.session().query(Ticket).count() == 1


def test_a_wrong_number_is_said_at_its_field(gateway, ask):
    _, answer = ask("021 88776655")

    assert answer.status_code == 422
    assert "We can only text mobile numbers" in answer.text
    assert 'value="021 88776655"' in answer.text


def test_the_codes_of_a_number_are_counted_with_those_for_new_tickets(client, gateway, ask):
    for place in range(code_rules.MOST_CODES):
        client.post("/join", data=form(), environ_overrides={"REMOTE_ADDR": f"192.0.2.{place % 2}"})

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
