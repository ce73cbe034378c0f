"""A code by SMS opens a message whose digits are closed: to whom it goes, how long it is valid, how many are sent."""

from deskq.sender_check.models import SenderCheck
from deskq.sender_check.rules import MOST_TO_NUMBER
from deskq.sms.models import Notice
from deskq.sms.one_time_code import rules
from tests.portal.proof import ask, close, digits, enter, page
from tests.portal.tracking import PHONE, message
from tests.sms.conftest import gateway, work

__all__ = ["ask", "gateway", "message", "work"]
WORDS = "چاله در خیابان امام"


def test_a_code_by_sms_opens_what_digits_no_longer_open(browser, message, ask):
    close(browser, message)
    owner = browser()
    assert "sms-code" in page(owner, message)

    code = ask(owner, message)

    assert enter(owner, message, code) == 303
    assert WORDS in page(owner, message)
    assert enter(browser(), message, code) == 403  # it opens once


def test_the_text_goes_to_the_number_of_the_message_and_its_code_is_stored_nowhere(
    browser, message, ask, gateway, look
):
    close(browser, message)

    code = ask(browser(), message)

    assert gateway.taken[-1][0] == "+98" + PHONE[1:]
    row = look().get(SenderCheck, message.id)
    plain = "".join(str("۰۱۲۳۴۵۶۷۸۹".index(one)) for one in code)
    assert plain not in f"{row.code_seed} {look().query(Notice).order_by(Notice.id.desc()).first().about}"
    assert len(gateway.texts[-1]) <= 70


def test_after_a_code_the_browser_is_known(browser, message, ask, later):
    close(browser, message)
    owner = browser()
    enter(owner, message, ask(owner, message))
    later(days=2)

    assert digits(owner, message, "4567") == 303


def test_a_code_ends_after_five_wrong_tries_or_fifteen_minutes(browser, message, ask, later):
    close(browser, message)
    owner = browser()
    code = ask(owner, message)
    wrong = "000000" if code != "۰۰۰۰۰۰" else "000001"

    assert [enter(browser(), message, wrong) for _ in range(5)] == [403] * 5
    assert enter(owner, message, code) == 403
    later(minutes=1)
    second = ask(owner, message)
    later(minutes=15)
    assert enter(owner, message, second) == 403


def test_asking_again_while_a_code_is_valid_sends_no_second_text(browser, message, ask, gateway, later):
    close(browser, message)
    code = ask(browser(), message)
    before = len(gateway.taken)
    later(minutes=5)

    assert ask(browser(), message) == code
    assert len(gateway.taken) == before


def test_six_codes_a_day_are_sent(browser, message, ask, later):
    close(browser, message)
    for _ in range(rules.MOST_CODES):
        ask(browser(), message)
        later(minutes=16)

    refused = browser().post(f"/track/{message.code}/sms-code")

    assert refused.status_code == 429
    later(hours=23)
    ask(browser(), message)


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
