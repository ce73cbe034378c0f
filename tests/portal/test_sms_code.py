"""A code by SMS opens a message whose digits are closed: to whom it goes, how long it is valid, how many are sent."""

import pytest

from deskq.sender_check.models import SenderCheck
from deskq.sender_check.rules import MOST_TO_NUMBER
from deskq.sms.models import Notice
from deskq.sms.one_time_code import rules
from tests.portal.proof import ask, close, digits, enter, page
from tests.portal.tracking import PHONE, message
from tests.sms.conftest import gateway, work

__all__ = ["ask", "gateway", "message", "work"]
WORDS = "چاله در خیابان امام"


@pytest.fixture
def shut(browser, message):
    """A message whose digits were entered wrong too often."""
    close(browser, message)
    return message


def test_a_code_by_sms_opens_what_digits_no_longer_open_and_the_browser_is_known(browser, shut, ask, later):
    owner = browser()
    assert "sms-code" in page(owner, shut)

    code = ask(owner, shut)

    assert enter(owner, shut, code) == 303
    assert WORDS in page(owner, shut)
    assert enter(browser(), shut, code) == 403  # it opens once
    later(days=2)
    assert digits(owner, shut, "4567") == 303


def test_the_text_goes_to_the_number_of_the_message_and_its_code_is_stored_nowhere(browser, shut, ask, gateway, look):
    code = ask(browser(), shut)

    assert gateway.taken[-1][0] == "+98" + PHONE[1:]
    row = look().get(SenderCheck, shut.id)
    plain = "".join(str("۰۱۲۳۴۵۶۷۸۹".index(one)) for one in code)
    assert plain not in f"{row.code_seed} {look().query(Notice).order_by(Notice.id.desc()).first().about}"
    assert len(gateway.texts[-1]) <= 70


def test_a_code_ends_after_five_wrong_tries_or_fifteen_minutes_and_is_sent_once(browser, shut, ask, gateway, later):
    owner = browser()
    code = ask(owner, shut)
    wrong = "000000" if code != "۰۰۰۰۰۰" else "000001"

    assert [enter(browser(), shut, wrong) for _ in range(5)] == [403] * 5
    assert enter(owner, shut, code) == 403
    later(minutes=1)
    second = ask(owner, shut)
    before = len(gateway.taken)
    later(minutes=5)
    assert ask(browser(), shut) == second
    assert len(gateway.taken) == before
    later(minutes=10)
    assert enter(owner, shut, second) == 403


def test_six_codes_a_day_are_sent(browser, shut, ask, later):
    for _ in range(rules.MOST_CODES):
        ask(browser(), shut)
        later(minutes=16)

    refused = browser().post(f"/track/{shut.code}/sms-code")

    assert refused.status_code == 429
    later(hours=23)
    ask(browser(), shut)


def test_twelve_codes_a_day_are_sent_to_one_number_whatever_message_they_are_for(browser, file, ask, later):
    for _ in range(MOST_TO_NUMBER):
        ask(browser(), file("complaint", phone=PHONE))
    last = file("complaint", phone=PHONE)
    code = last.code
    close(browser, last)

    refused = browser().post(f"/track/{code}/sms-code?lang=en")

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(24 * 3600 + 1))
    assert "too many codes to this number" in refused.text
    ask(browser(), file("complaint", phone="09121234568"))  # another number is not concerned
    later(hours=24, minutes=1)
    assert browser().post(f"/track/{code}/sms-code").status_code == 303
