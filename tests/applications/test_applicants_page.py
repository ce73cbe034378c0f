"""What the applicant does on the tracking page after the four digits, and how it reaches the unit."""

import re
from datetime import timedelta

import pytest

from deskq.applications.events import ApplicantCheckReset
from deskq.applications.service import endings, stages
from deskq.core import clock
from deskq.core.db import journal
from tests.applications.applicants import citizen, lacking
from tests.applications.conftest import person_id
from tests.conftest import MORNING

__all__ = ["citizen", "lacking"]


def test_without_the_digits_and_in_a_browser_of_staff_nothing_is_done(lacking, browser, now_of, sign_in):
    stranger = browser()
    address = f"/track/{lacking.code}/application"

    for button in ("files", "objection", "withdrawal", "call"):
        assert stranger.post(f"{address}/{button}", data={"sure": "1", "words": "x"}).status_code == 403
    assert stranger.post(f"{address}/proof", data={"digits": "1111"}).status_code == 403
    assert now_of(lacking.id).turn == lacking.turn
    clerk = sign_in("karimi")

    assert clerk.post(f"/track/{lacking.code}/application/proof", data={"digits": "4567"}).status_code == 403
    assert "application/proof" not in clerk.get(f"/track/{lacking.code}").text


def test_before_the_digits_the_page_says_what_can_be_done_after_them(
    lacking, opened, action, browser, opened_and_refused
):
    whole, withdrawn, refused = opened(parcel_code="7-7"), opened(parcel_code="9-9"), opened_and_refused()
    endings.withdraw(action("planner", withdrawn), "متقاضی فروخته است.")

    said = [
        re.findall(r"Then you can [^.]+\.", browser().get(f"/track/{one.code}?lang=en").text)
        for one in (lacking, whole, refused, withdrawn)
    ]

    assert said == [
        ["Then you can send a missing document, ask us to call you, or withdraw."],
        ["Then you can ask us to call you, or withdraw."],
        ["Then you can object to the refusal or ask us to call you."],
        ["Then you can ask us to call you."],
    ]


@pytest.mark.parametrize(("verb", "button"), [("call", "call"), ("withdrawal", "withdraw")])
def test_a_text_that_was_typed_when_the_proof_ran_out_is_there_again_after_the_digits(
    lacking, citizen, later, verb, button
):
    phone = citizen(lacking)
    assert "کاظم یوسفی" in phone.look()
    later(minutes=31)
    assert "کاظم یوسفی" not in phone.look()

    asked = phone.send(verb, words="پیش از ظهر")
    carried = {"words": "پیش از ظهر", "button": button}
    right = phone.post(f"/track/{lacking.code}/application/proof", data={"digits": "4567", **carried})

    assert (asked.status_code, right.status_code) == (403, 200)
    assert 'name="digits"' in asked.text
    assert f'name="button" value="{button}"' in asked.text
    assert "پیش از ظهر</textarea>" in asked.text
    assert "کاظم یوسفی" not in asked.text
    assert "پیش از ظهر" in re.search(rf'<textarea id="{button}-words".*?</textarea>', right.text)[0]


def test_five_wrong_tries_close_the_digits_until_the_desk_opens_them(lacking, browser, citizen, sign_in, look):
    known, stranger = citizen(lacking), browser()

    def prove(page, typed: str = "4567") -> int:
        return page.post(f"/track/{lacking.code}/application/proof", data={"digits": typed}).status_code

    assert [prove(stranger, "1111") for _ in range(6)] == [403] * 5 + [429]
    assert (prove(stranger), prove(known)) == (429, 303)
    assert sign_in("city").post(f"/applications/{lacking.id}/check").status_code == 404
    assert sign_in("karimi").post(f"/applications/{lacking.id}/check").status_code == 303
    assert prove(stranger) == 303
    written = [one for one in journal.walk(look(), lacking.office_id) if one.kind == ApplicantCheckReset.kind]
    assert [(one.event, one.by) for one in written] == [
        (ApplicantCheckReset(lacking.id), f"person:{person_id('karimi')}")
    ]


def test_a_withdrawal_is_confirmed_and_final(lacking, citizen, now_of):
    phone = citizen(lacking)

    unsure = phone.send("withdrawal", words="فروختم")
    assert (unsure.status_code, now_of(lacking.id).state) == (422, "incomplete")
    assert "فروختم" in unsure.text

    assert phone.send("withdrawal", words="فروختم", sure="1").status_code == 303
    assert now_of(lacking.id).state == "withdrawn"
    assert phone.send("withdrawal", sure="1").status_code == 409
    assert "withdrawal" not in phone.look()


def test_an_objection_is_sent_once_and_in_time(citizen, now_of, opened_and_refused):
    made, late = opened_and_refused(), opened_and_refused(parcel_code="9-9")

    assert citizen(made).send("objection", words="").status_code == 422
    assert citizen(made).send("objection", words="نامه دارم").status_code == 303
    assert now_of(made.id).state == "objected"
    assert citizen(made).send("objection", words="باز هم").status_code == 409
    clock.fix(MORNING + timedelta(days=31))
    phone = citizen(late)
    assert "application/objection" not in phone.look()
    assert phone.send("objection", words="نامه دارم").status_code == 409


def test_a_wish_to_be_called_reaches_the_unit_and_is_answered_there(opened, citizen, sign_in, now_of):
    made = opened()
    phone = citizen(made)

    for _ in range(2):
        assert phone.send("call", words="عصر بهتر است").status_code == 303

    expert, address = sign_in("planner"), f"/applications/{made.id}"
    assert address in expert.get("/applications?tab=arrived").text
    assert "عصر بهتر است" in expert.get(address).text

    def answer(note: str) -> int:
        return expert.post(f"{address}/call", data={"turn": now_of(made.id).turn, "note": note}).status_code

    assert [answer(note) for note in ("", "راهنمایی شد")] == [422, 303]
    assert (now_of(made.id).call_asked_at, now_of(made.id).arrived_at) == (None, None)
    assert "راهنمایی شد" not in phone.look()
    assert answer("باز") == 409


def test_who_left_no_phone_is_not_promised_a_call(opened, citizen):
    made = opened(phone="", national_id="0499370899")

    refused = citizen(made, "0899").send("call")

    assert refused.status_code == 409
    assert "شمارهٔ تلفنی داده نشده است" in refused.text


def test_the_bill_shows_its_numbers_its_amount_and_whether_it_is_paid(visited, action, client):
    made = visited()
    stages.ask_payment(action("revenue", made), "fees", "440010", "7100", "۱۲٬۵۰۰٬۰۰۰")

    unpaid = client.get(f"/track/{made.code}").text.translate(str.maketrans("", "", "\u2066\u2069"))
    stages.resume(action("revenue", made), "fees", "88001")

    for words in ("۴۴۰۰۱۰", "۷۱۰۰", "۱۲٬۵۰۰٬۰۰۰ ریال", "هنوز پرداخت نشده"):
        assert words in unpaid
    assert "هنوز پرداخت نشده" not in client.get(f"/track/{made.code}").text
