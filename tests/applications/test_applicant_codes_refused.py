"""Where no code is sent or taken for an application, what nobody learns from it, and how the page leads through it."""

import re

import pytest

from deskq.application_tracking.models import ApplicationBrowser, ApplicationCheck
from deskq.applications import personal_data
from deskq.applications import retention as retention_rules
from deskq.applications.service import endings
from deskq.citizen_check.rules import MOST_WRONG
from deskq.core.personal_data import Subject
from deskq.core.transactions import transaction
from tests.applications.applicant_codes import CODE, ask, close, digits, enter, page, proven, send, shut
from tests.applications.applicants import citizen, lacking
from tests.applications.conftest import BOTH
from tests.security.filled import Forms
from tests.tools.browsers import Browser

__all__ = ["ask", "citizen", "lacking", "shut"]
DESK = "Please come to the service desk with your ID card."


@pytest.mark.parametrize(
    ("phone", "sends"), [("09121234567", False), ("", True), ("02433221100", True)], ids=["no gateway", "none", "fixed"]
)
def test_without_a_gateway_or_a_mobile_number_the_page_leads_to_the_desk(opened, browser, request, phone, sends):
    texted = request.getfixturevalue("told") if sends else list
    made = opened(phone=phone, national_id="0499370899")
    close(browser, made)

    shown = page(browser(), made, "en")

    assert DESK in shown
    assert "sms-code" not in shown
    assert send(browser(), made).status_code == 409
    assert texted() == []


def test_while_digits_are_accepted_the_page_asks_for_them_alone(opened, browser):
    made = opened()
    close(browser, made, 4)

    shown = page(browser(), made)

    assert 'name="digits"' in shown
    assert "sms-code" not in shown


def test_a_stranger_does_not_learn_the_number(opened, browser, ask):
    made = opened(national_id="0499370899")
    close(browser, made)
    stranger = browser()
    pages = [page(stranger, made), send(stranger, made).text, page(stranger, made)]
    pages.append(enter(stranger, made, "000000").text)

    for shown in pages:
        ascii_digits = shown.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
        assert not re.search("0912|4567|0899|کاظم", ascii_digits.replace(made.code, ""))


def test_the_page_says_the_same_of_a_number_that_is_somebody_elses(opened, browser):
    """What the page shows follows from whether a mobile number was given, not from which."""
    made = [opened(phone=phone, parcel_code=phone[-4:]) for phone in ("09121234567", "09359876543")]
    shown = []
    for one in made:
        close(browser, one)
        spaced = {form.action: form.values for form in Forms(page(browser(), one)).found}
        shown.append(str(spaced).replace(one.code, "CODE"))

    assert shown[0] == shown[1]


def test_in_a_browser_of_staff_no_code_is_sent_or_taken_but_the_desk_lets_an_applicant_use_the_digits_again(
    shut, browser, sign_in, ask
):
    code = ask(browser(), shut)
    clerk = sign_in("karimi")

    assert send(clerk, shut).status_code == 403
    assert enter(clerk, shut, code).status_code == 403
    assert "sms-code" not in page(clerk, shut)
    assert enter(browser(), shut, code).status_code == 303
    assert clerk.post(f"/applications/{shut.id}/check").status_code == 303
    assert digits(browser(), shut) == 303


@pytest.mark.parametrize("state", ["finished", "refused", "withdrawn"])
def test_an_application_that_has_ended_is_opened_by_a_code_too(opened, browser, action, ask, now_of, state):
    made = opened("info_desk", received=frozenset()) if state == "finished" else opened()
    if state != "finished":
        {"refused": endings.refuse, "withdrawn": endings.withdraw}[state](action("planner", made), "فروخته است.")
    assert now_of(made.id).state == state
    close(browser, made)
    owner = browser()

    assert enter(owner, made, ask(owner, made)).status_code == 303
    assert proven(owner, made)


def test_nothing_is_sent_once_the_applicant_is_erased(opened, browser, gateway, work, office, look):
    made = opened()
    assert digits(browser(), made) == 303
    close(browser, made)
    assert send(browser(), made).status_code == 303
    with transaction(office, "test") as tx:
        retention_rules.erase_applicants(tx, [made.id])

    work()

    assert [text for text in gateway.texts if CODE.search(text.replace(made.code, ""))] == []
    assert look().query(ApplicationBrowser).count() == look().query(ApplicationCheck).count() == 0
    assert send(browser(), made).status_code == 409
    assert enter(browser(), made, "123456").status_code == 403
    assert "sms-code" not in page(browser(), made)


@BOTH
def test_erasing_a_person_deletes_the_tries_of_their_applications_alone(opened, browser, office, look):
    mine, other = opened(), opened(phone="09359876543", parcel_code="9-9")
    for one, tail in ((mine, "4567"), (other, "6543")):
        assert digits(browser(), one, tail) == 303
        close(browser, one, 2)
    left = other.id

    with transaction(office, "test") as tx:
        personal_data.HOLDING.erase(tx, Subject(phone="+989121234567"))

    for kind in (ApplicationCheck, ApplicationBrowser):
        assert [row.application_id for row in look().query(kind)] == [left]


def test_an_unknown_code_is_not_found(browser):
    for path in ("sms-code", "sms-code/proof"):
        for code in ("427155418261", "12", "%00", "x" * 300):
            answer = browser().post(f"/track/{code}/application/{path}", data={"sms_code": "1"})
            assert (answer.status_code, code) == (404, code)


def test_one_address_asks_sixty_times_and_tries_a_hundred_and_twenty_times_an_hour(limited):
    address = "/track/427155418261/application/sms-code"
    for path, times in ((address, 60), (f"{address}/proof", 120)):
        answers = [limited.post(path, data={"sms_code": "1"}) for _ in range(times + 1)]
        assert [one.status_code for one in answers] == [404] * times + [429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600


def test_a_text_that_was_typed_when_the_proof_ran_out_is_kept_until_the_code_is_entered(lacking, citizen, later, told):
    phone = citizen(lacking)
    later(minutes=31)
    assert [digits(phone, lacking, "1111") for _ in range(MOST_WRONG)] == [403] * MOST_WRONG
    typed = {"words": "پیش از ظهر", "button": "call"}

    asked = phone.send("call", words=typed["words"])
    sent = send(phone, lacking, **typed)
    right = enter(phone, lacking, CODE.findall(told()[-1])[0], **typed)

    assert [one.status_code for one in (asked, sent, right)] == [403, 200, 200]
    assert "پیش از ظهر</textarea>" in sent.text
    assert "پیش از ظهر" in re.search(r'<textarea id="call-words".*?</textarea>', right.text)[0]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_from_the_first_wrong_digits_to_the_call_by_the_forms_of_the_page_alone(
    app, opened, gateway, work, now_of, language
):
    made = opened(language=language)
    phone = Browser(app, app.response_class, use_cookies=True)
    address = f"/track/{made.code}?lang={language}"

    def press(html: str, ending: str, **typed: str):
        (form,) = (form for form in Forms(html).found if form.action.partition("?")[0].endswith(ending))
        return phone.post(form.action, data={**form.values, "csrf_token": form.token, **typed})

    shown = phone.get(address).text
    for _ in range(MOST_WRONG):
        shown = press(shown, "/application/proof", digits="0000").text
    asked = press(shown, "/application/sms-code")
    work()
    wrong = press(phone.get(asked.location).text, "/sms-code/proof", sms_code="000000")
    right = press(wrong.text, "/sms-code/proof", sms_code=CODE.findall(gateway.texts[-1])[0])
    done = press(phone.get(right.location).text, "/application/call", words="")

    assert [one.status_code for one in (asked, wrong, right, done)] == [303, 403, 303, 303]
    assert right.location.endswith("#ways")
    assert now_of(made.id).call_asked_at is not None


def test_a_form_without_its_token_neither_sends_nor_opens(shut, browser, look):
    address = f"/track/{shut.code}/application/sms-code"

    for path in (address, f"{address}/proof"):
        assert browser().post(path, data={"sms_code": "000000"}, csrf=False).status_code == 400
    assert look().get(ApplicationCheck, shut.id).codes == 0


def test_right_digits_cancel_the_wrong_ones_of_the_same_browser(opened, browser, look):
    made, owner = opened(), browser()
    close(browser, made, 2)

    assert [digits(owner, made, typed) for typed in ("4576", "5467", "4567")] == [403, 403, 303]

    assert look().get(ApplicationCheck, made.id).wrong == 2
