"""Requests for a ticket from outside that are refused, and what remains of them."""

import pytest

from deskq.core import secrets
from deskq.core.db import field_encryption
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.joining.confirmation import rules, service
from deskq.joining.confirmation.models import JoinRequest
from deskq.joining.confirmation.service import NewJoinRequest
from tests.conftest import KEY
from tests.offices.conftest import north
from tests.sms.conftest import gateway

__all__ = ["gateway", "north"]


def new(service_code: str = "renewal_levy") -> NewJoinRequest:
    return NewJoinRequest(secrets.new(), secrets.new(), service_code, "+989120000001", 20, "fa", "192.0.2.1")


def no_ticket(asked: JoinRequest, number: str):
    raise AssertionError("a ticket was issued")


ACTIONS = {
    "resend": service.resend,
    "confirm": lambda office, request: service.confirm(office, request, "123456", KEY, no_ticket),
}


def test_a_service_that_does_not_exist_is_named_and_no_code_is_sent(office, gateway, look):
    with pytest.raises(InvalidInput) as refused:
        service.ask(office, new("no_such_service"))

    assert set(refused.value.fields) == {"service"}
    assert look().query(JoinRequest).count() == 0


@pytest.mark.parametrize("verb", ACTIONS)
def test_a_request_that_is_gone_or_of_another_office_is_not_found(verb, office, gateway, north):
    asked = service.ask(office, new()).id

    for where, number in ((office, 999), (north, asked)):
        with pytest.raises(NotFound):
            ACTIONS[verb](where, number)


@pytest.mark.parametrize("is_erased", [True, False])
def test_a_request_whose_number_is_erased_or_unreadable_gets_no_other_code(
    is_erased, app, office, gateway, later, look
):
    asked = service.ask(office, new()).id
    later(minutes=2)
    if is_erased:
        look().get_one(JoinRequest, asked).phone = None
        db.session.commit()
    else:
        field_encryption.use_keys("another key for one test 0123456789", app.config["BLIND_KEY"])
        look()

    with pytest.raises(rules.JoinCodeTooLate):
        service.resend(office, asked)

    assert look().get_one(JoinRequest, asked).codes == 1


def test_few_codes_of_the_door_can_be_tried(limited, office):
    answers = [limited.post("/t/unknown/arrival/code", data={"code": "0000"}).status_code for _ in range(11)]

    assert answers == [404] * 10 + [429]
