"""A number in ``POST /tickets``: stored, refused with a message, or ignored; the ticket is issued anyway."""

import pytest

from deskq.queue.models import Ticket
from tests.api.conftest import kiosk, machine
from tests.sms.conftest import NUMBER
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "kiosk", "limited", "look", "machine"]
WANTED = {"service": "info_desk", "phone": "۰۹۱۲ ۳۴۵ ۶۷۸۹"}


def test_a_number_is_stored_and_never_shown_again(kiosk, gateway, numbers_kept):
    answer = kiosk.post("/tickets", WANTED)

    assert (answer.status_code, answer.json["texts"]) == (201, True)
    assert numbers_kept() == [NUMBER]
    assert "6789" not in answer.text
    assert "6789" not in kiosk.get(f"/tickets/{answer.json['token']}").text


@pytest.mark.parametrize("phone", ["0912", "02188776655", "nonsense", "+4915112345678", "9" * 41, 9123456789, True, []])
def test_an_invalid_number_is_refused_and_no_ticket_is_issued(kiosk, gateway, look, phone):
    answer = kiosk.post("/tickets", {**WANTED, "phone": phone})

    assert answer.status_code == 422
    assert answer.json["fields"]["phone"]
    assert look().query(Ticket).count() == 0


@pytest.mark.parametrize("phone", ["", None])
def test_a_missing_number_is_no_error(kiosk, gateway, phone, numbers_kept):
    check_none_is_kept(kiosk, phone, numbers_kept)


@pytest.mark.parametrize("phone", ["09123456789", "nonsense"])
def test_with_sms_off_no_number_is_stored_and_the_ticket_is_issued(kiosk, phone, numbers_kept):
    check_none_is_kept(kiosk, phone, numbers_kept)


def check_none_is_kept(kiosk, phone, numbers_kept):
    answer = kiosk.post("/tickets", {**WANTED, "phone": phone})

    assert (answer.status_code, answer.json["texts"]) == (201, False)
    assert numbers_kept() == []


def test_a_resent_request_is_one_ticket_with_one_number(kiosk, gateway, look, numbers_kept):
    first = kiosk.post("/tickets", WANTED, key="one")
    second = kiosk.post("/tickets", WANTED, key="one")

    assert first.json == second.json
    assert look().query(Ticket).count() == 1
    assert numbers_kept() == [NUMBER]
