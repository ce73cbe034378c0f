"""Where SMS are on, a ticket from outside is given once the code from the SMS was entered."""

import re

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.joining import rules as joining_rules
from deskq.joining.confirmation import rules
from deskq.joining.confirmation.models import JoinRequest
from deskq.queue.models import Ticket
from deskq.sms import service as sms_service
from deskq.sms.models import VisitorPhone
from deskq.sms.one_time_code import rules as code_rules
from tests.joining.test_pages import form
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "work"]


def tickets() -> list[Ticket]:
    db.session.remove()
    return db.session().query(Ticket).all()


def digits(text: str) -> str:
    ascii_text = text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    return re.search(r"\d{6}", ascii_text)[0]


@pytest.fixture
def asked(client, gateway):
    """The address of the page of the code, asked for with a usual form."""
    answer = client.post("/join", data=form())
    assert answer.status_code == 303
    return answer.headers["Location"]


@pytest.fixture
def code(asked, gateway, work):
    """The code that came by SMS."""
    work()
    (number, text) = gateway.taken[-1]
    assert number == "+989120000001"
    return digits(text)


def test_the_code_alone_gives_one_ticket_with_the_proven_number(client, asked, code, look):
    assert "Enter the code we texted you" in client.get(f"{asked}?lang=en").text
    assert tickets() == []

    answer, again = (client.post(f"{asked}?lang=en", data={"sms_code": code}) for _ in range(2))

    (ticket,) = tickets()
    assert (answer.status_code, answer.headers["Location"]) == (303, again.headers["Location"])
    assert client.get(f"{asked}?lang=en").headers["Location"] == answer.headers["Location"]
    assert client.get(answer.headers["Location"]).status_code == 200
    assert (ticket.state, ticket.code) == ("held", "201")
    assert look().get_one(VisitorPhone, ticket.id).number == "+989120000001"
    assert [row.phone for row in look().query(JoinRequest)] == [None]


def test_the_form_sent_twice_is_one_sms(client, gateway, work):
    same = form()
    first, second = (client.post("/join", data=same).headers["Location"] for _ in range(2))
    work()

    assert first == second
    assert len(gateway.taken) == 1


def test_a_wrong_code_is_counted_and_said_at_its_field(client, asked, code):
    wrong = f"{(int(code) + 1) % 10**6:06}"

    answers = [client.post(f"{asked}?lang=en", data={"sms_code": wrong}) for _ in range(code_rules.MOST_TRIES)]

    assert [answer.status_code for answer in answers] == [403] * (code_rules.MOST_TRIES - 1) + [429]
    assert "Tries left: 4" in answers[0].text
    assert "Please ask for a new code" in client.post(f"{asked}?lang=en", data={"sms_code": code}).text
    assert tickets() == []


def test_a_code_that_comes_too_late_leads_back_to_the_form(client, asked, code, later):
    later(minutes=16)
    answer = client.post(f"{asked}?lang=en", data={"sms_code": code})

    assert answer.status_code == 409
    assert re.search(r'href="/join\?[^"]*service=renewal_levy&(amp;)?travel=30', answer.text)
    assert tickets() == []


def test_a_new_code_is_sent_after_a_minute_and_not_without_end(client, asked, gateway, work, later):
    work()
    statuses = [client.post(f"{asked}/sms-code").status_code]
    for _ in range(3):
        later(minutes=2)
        statuses.append(client.post(f"{asked}/sms-code").status_code)
        work()

    assert statuses == [429, 303, 303, 429]
    assert len(gateway.taken) == rules.MOST_CODES


def test_one_number_gets_few_codes_a_day(client, gateway, work):
    answers = [
        client.post("/join?lang=en", data=form(), environ_overrides={"REMOTE_ADDR": f"192.0.2.{place % 2}"})
        for place in range(code_rules.MOST_CODES + 1)
    ]
    work()

    assert [answer.status_code for answer in answers] == [303] * code_rules.MOST_CODES + [429]
    assert "too many codes to this number" in answers[-1].text
    assert len(gateway.taken) == code_rules.MOST_CODES


def test_who_proves_a_number_that_has_a_ticket_from_outside_is_led_to_it(client, asked, code, browser, gateway, work):
    mine = client.post(asked, data={"sms_code": code}).headers["Location"]
    other = browser()

    again = other.post("/join", data=form()).headers["Location"]
    work()

    assert other.post(again, data={"sms_code": digits(gateway.texts[-1])}).headers["Location"] == mine
    assert len(tickets()) == 1


def test_a_number_with_a_ticket_of_the_hall_is_told_so_once_it_is_proven(client, asked, code, issue, office):
    sms_service.store_number(office, "test", issue().id, "+989120000001")

    answer = client.post(f"{asked}?lang=en", data={"sms_code": code})

    assert answer.status_code == joining_rules.AlreadyJoined.status
    assert "already has a ticket today" in answer.text


def test_while_it_is_off_no_code_is_sent(client, set_office, gateway, work):
    set_office(join_share=0)
    answer = client.post("/join", data=form())
    work()

    assert (answer.status_code, gateway.taken) == (409, [])


def test_an_unknown_page_of_a_code_is_not_found(client):
    secret = secrets.new()

    assert client.get(f"/join/code/{secret}").status_code == 404
    assert client.post(f"/join/code/{secret}", data={"sms_code": "123456"}).status_code == 404


def test_back_with_another_number_gives_that_number_its_own_ticket(client, gateway, work):
    first, places = form(), []
    for phone in ("0912 000 0001", "0912 000 0002"):
        page = client.post("/join", data=first | {"phone": phone}).headers["Location"]
        work()
        places.append(client.post(page, data={"sms_code": digits(gateway.texts[-1])}).headers["Location"])

    assert len(set(places)) == len(tickets()) == 2
