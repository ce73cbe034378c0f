"""A stranger who knows a number cannot use up all codes of it that are sent in a day."""

import pytest

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.joining.confirmation import queries, rules
from deskq.joining.confirmation.models import JoinRequest
from deskq.sms.one_time_code import rules as code_rules
from tests.joining.test_pages import form
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "work"]
STRANGER, OWNER = "192.0.2.1", "198.51.100.1"
SAYS = "over this internet connection"


@pytest.fixture
def ask(client, later):
    """``ask(STRANGER)``: the way back to the ticket of a number is asked for from there, a minute after the last."""

    def send(address: str, phone: str = "0912 000 0001"):
        later(seconds=61)
        fields = {"phone": phone, "request_key": secrets.new()}
        return client.post("/join/lost?lang=en", data=fields, environ_overrides={"REMOTE_ADDR": address})

    return send


@pytest.fixture
def stranger(join, gateway, ask) -> list[int]:
    """The number has a ticket, and a stranger asks for codes to it; with which statuses this was answered."""
    join()
    return [ask(STRANGER).status_code for _ in range(code_rules.MOST_CODES)]


def test_of_the_codes_of_a_number_some_are_left_for_another_address(stranger, ask):
    left = code_rules.MOST_CODES - code_rules.MOST_FROM_ADDRESS

    assert stranger == [303] * code_rules.MOST_FROM_ADDRESS + [429] * left
    assert [ask(OWNER).status_code for _ in range(left + 1)] == [303] * left + [429]


def test_the_answer_says_that_another_connection_helps_and_when_another_code_is_sent(stranger, ask, later):
    """The first of the four was asked for six times 61 seconds before."""
    answer = ask(STRANGER)

    assert (answer.status_code, SAYS in answer.text) == (429, True)
    seconds = int(answer.headers["Retry-After"])
    assert seconds == 24 * 3600 - 6 * 61 + 1
    later(seconds=seconds - 2 - 61)  # the next is asked for 61 seconds later
    assert ask(STRANGER).status_code == 429
    later(seconds=1 - 61)
    assert ask(STRANGER).status_code == 303


def test_another_number_may_be_asked_for_from_the_same_address_which_is_not_stored(stranger, ask, look):
    assert ask(STRANGER, "0912 000 0002").status_code == 303

    stored = look().query(JoinRequest.phone_index, JoinRequest.address_index).distinct().all()

    assert len({index for _, index in stored}) == 2
    assert not any(STRANGER in index for _, index in stored)


def test_codes_asked_for_again_and_those_for_a_new_ticket_count_too(join, gateway, ask, client, later):
    join()
    here = {"environ_overrides": {"REMOTE_ADDR": STRANGER}}
    asked = client.post("/join", data=form(), **here).headers["Location"].split("?")[0]
    for _ in range(rules.MOST_CODES - 1):
        later(seconds=61)
        assert client.post(f"{asked}/sms-code", **here).status_code == 303

    assert [ask(STRANGER).status_code for _ in range(2)] == [303, 429]


def test_requests_without_an_address_are_not_counted_as_of_one_address(stranger, office):
    with transaction(office, "test") as tx:
        tx.session.query(JoinRequest).update({"address_index": None})
    number = db.session().query(JoinRequest).first().phone
    long_ago = clock.now() - code_rules.CODES_WITHIN

    sent = queries.codes_to(db.session(), office, number, long_ago, None)

    assert [one.is_from_here for one in sent] == [False] * code_rules.MOST_FROM_ADDRESS


def test_the_form_for_a_new_ticket_says_it_too(stranger, client):
    refused = client.post("/join", data=form(), environ_overrides={"REMOTE_ADDR": STRANGER})

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(24 * 3600 - 5 * 61 + 1))
