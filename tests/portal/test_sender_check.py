"""Four digits open a message only a few times wrong over all time; then a code by SMS, or the desk, opens it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from deskq.citizen_check import queries, rules
from deskq.citizen_check.tries import Browser
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.message_erasure import erasure
from deskq.sender_check import service
from deskq.sender_check.models import SenderBrowser, SenderCheck
from deskq.sender_check.queries import SENDER
from deskq.sender_check.rules import TooManyTries
from deskq.sms.one_time_code import rules as code_rules
from tests.conftest import PASSWORD
from tests.portal.proof import ask, close, digits, enter, page
from tests.portal.tracking import NATIONAL, message
from tests.sms.conftest import gateway, work

__all__ = ["ask", "gateway", "message", "work"]
WORDS = "چاله در خیابان امام"


def test_five_wrong_digits_over_all_time_and_all_addresses_close_them(browser, message, later):
    answers = []
    for n in range(7):
        answers.append(digits(browser(), message, "1111", f"203.0.113.{n}"))
        later(days=3)

    assert answers == [403] * 5 + [429] * 2
    assert digits(browser(), message, "4567") == 429


def test_the_count_is_in_the_database_for_every_process(browser, message, make_app):
    close(browser, message)
    other = make_app()

    assert digits(other.test_client(), message, "4567") == 429


def test_right_digits_count_for_nothing_and_take_back_the_own_mistakes(browser, message, look):
    close(browser, message, 2)
    owner = browser()

    assert [digits(owner, message, typed) for typed in ("4576", "4567")] == [403, 303]
    assert [digits(owner, message, "4567") for _ in range(9)] == [303] * 9
    assert look().get(SenderCheck, message.id).wrong == 2


def test_the_owner_who_proved_before_is_not_shut_out_by_strangers(browser, message, later):
    owner = browser()
    assert digits(owner, message, "4567") == 303
    close(browser, message)
    later(days=20)

    assert "digits" in page(owner, message)
    assert digits(owner, message, "4567") == 303
    assert WORDS in page(owner, message)


def test_anybody_who_gets_at_the_browser_of_the_owner_has_few_tries_too(browser, message):
    owner = browser()
    digits(owner, message, "4567")

    answers = [digits(owner, message, "1111") for _ in range(7)]

    assert answers == [403] * 5 + [429] * 2
    assert digits(browser(), message, "4567") == 303


def test_the_browser_is_known_for_this_message_alone(browser, message, file):
    other = file("suggestion", body="فکری دیگر", phone="09120000000")
    owner = browser()
    digits(owner, message, "4567")
    close(browser, other)

    assert digits(owner, other, "0000") == 429


def test_guessing_codes_for_a_month_succeeds_once_in_a_thousand(browser):
    tries = 30 * code_rules.MOST_CODES * code_rules.MOST_TRIES

    assert tries / 10**code_rules.DIGITS < 0.001


def test_without_a_gateway_the_page_leads_to_the_desk(browser, message):
    close(browser, message)
    owner = browser()

    assert "میز خدمت بیایید" in page(owner, message)
    assert "sms-code" not in page(owner, message)
    assert owner.post(f"/track/{message.code}/sms-code").status_code == 409


def test_without_a_mobile_number_the_page_leads_to_the_desk(browser, file, gateway):
    made = file("complaint", category="asphalt", phone="02433221100", national_id=NATIONAL)
    close(browser, made)

    assert "sms-code" not in page(browser(), made)
    assert browser().post(f"/track/{made.code}/sms-code").status_code == 409


@pytest.mark.parametrize("name", ["karimi", "operator", "supervisor", "inspectorate"])
def test_the_desk_lets_a_sender_in_person_use_the_digits_again(browser, message, name):
    close(browser, message)
    staff = browser()
    assert staff.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303

    done = staff.post("/inbox/sender-check", data={"code": message.code})

    assert done.status_code == 303
    assert message.body not in staff.get(done.location).text
    assert digits(browser(), message, "4567") == 303


@pytest.fixture
def clerk(browser):
    """The browser in which a clerk is signed in."""
    staff = browser()
    assert staff.post("/sign-in", data={"name": "karimi", "password": PASSWORD}).status_code == 303
    return staff


def test_a_confidential_report_and_a_code_that_nobody_has_are_opened_by_nothing(browser, clerk, file, units, gateway):
    report = file("report", body="تخلف", about_unit_id=units["civil_works"])

    assert digits(browser(), report, "0000") == 403
    assert browser().post(f"/track/{report.code}/sms-code").status_code == 409
    for code in (report.code, "427155418261", "12"):
        assert clerk.post("/inbox/sender-check", data={"code": code}).status_code == 422


def test_in_a_browser_of_staff_no_code_is_sent_or_taken(clerk, message, gateway):
    assert clerk.post(f"/track/{message.code}/sms-code").status_code == 403
    assert enter(clerk, message, "123456") == 403


def test_a_code_is_not_sent_once_its_sender_is_erased(browser, message, gateway, work, office):
    digits(browser(), message, "4567")
    close(browser, message)
    browser().post(f"/track/{message.code}/sms-code")
    with transaction(office, "test") as tx:
        erasure.erase_senders(tx, [message.id])

    work()

    assert gateway.texts == []
    assert db.session().query(SenderBrowser).count() == db.session().query(SenderCheck).count() == 0
    assert digits(browser(), message, "4567") == 403


def test_the_service_itself_refuses_the_right_digits_after_too_many_wrong_ones(message):
    stranger = Browser(None, "x" * 64)
    for _ in range(rules.MOST_WRONG):
        assert not service.prove(message, "1111", stranger)

    with pytest.raises(TooManyTries):
        service.prove(message, "4567", stranger)
    assert queries.tries(db.session(), SENDER, message.id).wrong == rules.MOST_WRONG


def test_the_browsers_of_a_message_are_few(browser, message, monkeypatch, look, later):
    monkeypatch.setattr(rules, "MOST_BROWSERS", 3)
    for _ in range(5):
        digits(browser(), message, "4567")
        later(seconds=1)

    assert look().query(SenderBrowser).count() == 3


def test_parallel_tries_count_like_sequential_ones(browser, message, look):
    with ThreadPoolExecutor(12) as threads:
        tries = [threads.submit(digits, browser(), message, "1111", f"203.0.113.{n}") for n in range(12)]

    assert sorted(one.result() for one in tries) == [403] * 5 + [429] * 7
    assert look().get(SenderCheck, message.id).wrong == rules.MOST_WRONG
