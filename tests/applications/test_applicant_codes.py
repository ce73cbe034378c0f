"""A code by SMS opens an application whose digits are closed: to whom it goes, how often, how long it is valid."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from deskq.application_tracking.models import ApplicationBrowser, ApplicationCheck
from deskq.applications.events import ApplicantCodeAsked
from deskq.core.db import journal
from deskq.sms.models import Notice
from deskq.sms.one_time_code import rules as code_rules
from deskq.sms.rules import part_count
from tests.applications.applicant_codes import ask, close, digits, enter, page, proven, send, shut
from tests.security.filled import Forms

__all__ = ["ask", "shut"]
ZERO = "۰" * 6


def test_a_code_by_sms_opens_what_digits_no_longer_open_and_the_applicant_acts_as_after_them(
    shut, browser, ask, now_of, later
):
    owner = browser()
    assert digits(owner, shut) == 429
    assert "application/sms-code" in page(owner, shut)

    code = ask(owner, shut)

    assert enter(owner, shut, code).status_code == 303
    assert proven(owner, shut)
    assert enter(browser(), shut, code).status_code == 403  # it opens once
    assert owner.post(f"/track/{shut.code}/application/call", data={"words": ""}).status_code == 303
    assert now_of(shut.id).call_asked_at is not None
    later(minutes=31)
    assert not proven(owner, shut)
    assert digits(owner, shut) == 303  # the browser is known, and others' wrong digits do not close it


def test_the_text_goes_to_the_number_and_the_journal_says_that_it_was_asked_for_and_nothing_stores_its_code(
    shut, browser, ask, gateway, look, later
):
    code = ask(browser(), shut)

    assert gateway.taken[-1][0] == "+989121234567"
    plain = "".join(str("۰۱۲۳۴۵۶۷۸۹".index(one)) for one in code)
    row = look().get(ApplicationCheck, shut.id)
    notice = look().query(Notice).order_by(Notice.id.desc()).first()
    journalled = " ".join(one.body for one in look().query(journal.Entry))
    assert plain not in f"{row.code_seed} {notice.about} {journalled}"
    later(minutes=16)
    ask(browser(), shut)

    written = [one for one in journal.walk(look(), shut.office_id) if one.kind == ApplicantCodeAsked.kind]

    assert [one.event for one in written] == [ApplicantCodeAsked(shut.id, 1), ApplicantCodeAsked(shut.id, 2)]
    assert {one.by for one in written} == {"citizen"}


@pytest.mark.parametrize(
    ("language", "words"), [("fa", "کد شما برای دیدن درخواست:"), ("en", "Your code to open your application:")]
)
def test_the_text_is_one_part_in_the_language_of_the_application_and_sent_to_who_wants_no_others(
    opened, browser, ask, gateway, language, words
):
    made = opened(language=language, texts=False)
    close(browser, made)

    code = ask(browser(), made)

    assert f"{words} {code}" in gateway.texts[-1]
    assert part_count(gateway.texts[-1]) == 1
    assert code.isascii() == (language == "en")


def test_a_code_is_valid_for_fifteen_minutes_in_which_no_second_text_is_sent(shut, browser, ask, gateway, later):
    owner = browser()
    code = ask(owner, shut)
    before = len(gateway.taken)
    later(minutes=5)
    assert ask(browser(), shut) == code
    assert len(gateway.taken) == before
    later(minutes=10)

    refused = enter(owner, shut, code)

    assert refused.status_code == 403
    (form,) = (form for form in Forms(refused.text).found if "sms-code" in form.action)
    assert form.action.partition("?")[0].endswith("/sms-code")  # the page offers another code


def test_six_codes_a_day_are_sent_and_the_answer_says_when_there_will_be_another(shut, browser, ask, later):
    for _ in range(code_rules.MOST_CODES):
        ask(browser(), shut)
        later(minutes=16)

    refused = browser().post(f"/track/{shut.code}/application/sms-code?lang=en")

    assert refused.status_code == 429
    assert "No more codes can be sent for this application today." in refused.text
    seconds = int(refused.headers["Retry-After"])
    assert seconds == 24 * 3600 - 6 * 16 * 60 + 1
    later(seconds=seconds - 2)
    assert send(browser(), shut).status_code == 429
    later(seconds=2)
    ask(browser(), shut)


def test_codes_of_one_application_are_not_those_of_another_nor_of_a_message(opened, browser, ask, later):
    first, other = opened(), opened(parcel_code="9-9")
    for made in (first, other):
        close(browser, made)
    code = ask(browser(), first)
    ask(browser(), other)

    assert enter(browser(), other, code).status_code == 403
    assert browser().post(f"/track/{first.code}/sms-code/proof", data={"sms_code": code}).status_code == 404
    assert enter(browser(), first, code).status_code == 303


def test_parallel_presses_send_one_text(shut, browser, gateway, work, look):
    answers = at_once(6, lambda: send(browser(), shut).status_code)
    work()

    assert answers == [303] * 6
    assert look().get(ApplicationCheck, shut.id).codes == 1
    assert len([text for text in gateway.texts if "دیدن درخواست" in text]) == 1


def test_the_right_code_entered_in_parallel_opens_one_browser(shut, browser, ask, look):
    code = ask(browser(), shut)

    answers = at_once(6, lambda: enter(browser(), shut, code).status_code)

    assert sorted(answers) == [303] + [403] * 5
    assert look().query(ApplicationBrowser).filter_by(application_id=shut.id).count() == 1


def test_a_code_ends_after_five_wrong_tries(shut, browser, ask):
    owner = browser()
    code = ask(owner, shut)
    wrong = "000000" if code != ZERO else "000001"

    assert [enter(browser(), shut, wrong).status_code for _ in range(5)] == [403] * 5
    assert enter(owner, shut, code).status_code == 403
    assert enter(owner, shut, ask(owner, shut)).status_code == 303  # another one was made


def test_wrong_codes_entered_in_parallel_count_like_sequential_ones(shut, browser, ask, look):
    wrong = "000000" if ask(browser(), shut) != ZERO else "000001"

    assert at_once(9, lambda: enter(browser(), shut, wrong).status_code) == [403] * 9
    assert look().get(ApplicationCheck, shut.id).code_tries == code_rules.MOST_TRIES


def at_once(times: int, press) -> list[int]:
    with ThreadPoolExecutor(times) as threads:
        return [pressed.result() for pressed in [threads.submit(press) for _ in range(times)]]


@pytest.mark.parametrize(
    ("typed", "status", "tries"),
    [
        *((text, 403, 1) for text in ("12", "x" * 40, "<script>", "۱۲۳۴۵۶۷۸۹۰", "\x00" * 6, "-1")),
        ("\ud800".encode("utf-8", "surrogatepass"), 403, 1),
        *((text, 422, 0) for text in ("", " ", "x" * 41)),
    ],
)
def test_what_is_no_code_is_refused_and_an_empty_or_long_one_is_no_try(shut, browser, ask, look, typed, status, tries):
    owner = browser()
    ask(owner, shut)

    refused = enter(owner, shut, typed)

    assert refused.status_code == status
    assert "<script>" not in refused.text
    assert 'aria-describedby="sms_code-hint sms_code-problem"' in refused.text
    assert look().get(ApplicationCheck, shut.id).code_tries == tries
    assert not proven(owner, shut)


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_spaces_and_digits_of_either_script_do_not_matter(shut, browser, ask, typed):
    code = "".join(str("۰۱۲۳۴۵۶۷۸۹".index(one)) for one in ask(browser(), shut))

    assert enter(browser(), shut, typed.format(code[:3], code[3:])).status_code == 303
