"""The code that confirms an appointment: how it may be typed, wrong ones, how often it is sent."""

import pytest

from deskq.appointments import jobs
from deskq.appointments.confirmation import rules
from deskq.core.text.persian import ascii_digits
from deskq.sms.one_time_code import rules as code_rules
from tests.appointments.confirming import (
    DAY,
    ask,
    browser,
    client,
    enter,
    gateway,
    later,
    starts,
    states,
    texted,
    work,
    wrong,
)

STRANGER = "192.0.2.1"
__all__ = ["browser", "client", "gateway", "texted", "work"]
pytestmark = pytest.mark.usefixtures("opened", "gateway")


@pytest.mark.parametrize(
    "spell", [str, ascii_digits, lambda code: f" {code[:3]}-{code[3:]} ", lambda code: "\u2066" + code]
)
def test_the_code_is_accepted_in_digits_of_either_language_and_with_spaces(client, texted, spell):
    link = ask(client).location

    assert enter(client, link, spell(texted())).status_code == 303
    assert states() == ["booked"]


def test_wrong_codes_are_counted_and_said_and_then_only_a_new_one_helps(client, texted):
    link = ask(client).location
    code = texted()

    answers = [enter(client, link, wrong(code)) for _ in range(code_rules.MOST_TRIES)]

    assert [answer.status_code for answer in answers] == [403] * 4 + [429]
    assert "۴" in answers[0].text.partition("sms_code-problem")[2]
    assert enter(client, link, code).status_code == 429, "also the right one is accepted no more"
    later(minutes=2)
    assert client.post(f"{link}/sms-code").status_code == 303
    fresh = texted()
    assert fresh != code
    assert enter(client, link, fresh).status_code == 303


@pytest.mark.parametrize(
    ("typed", "status"),
    [("", 422), ("x" * 41, 422), *((text, 403) for text in ("یک", "۱۲۳", "\u202e12345", "1\x00", "½½½"))],
)
def test_whatever_is_typed_is_no_fault(client, typed, status):
    link = ask(client).location

    answer = enter(client, link, typed)

    assert answer.status_code == status
    assert "sms_code-problem" in answer.text


def test_the_same_code_is_sent_again_after_a_minute_a_few_times(client, texted, gateway):
    link = ask(client).location
    first = texted()
    assert client.post(f"{link}/sms-code").status_code == 429

    later(minutes=2)
    assert client.post(f"{link}/sms-code").status_code == 303
    assert texted() == first, "an SMS that came late is right too"
    later(minutes=9)
    assert "sms_code" in client.get(link).text, "it is kept ten minutes from the last code on"
    assert client.post(f"{link}/sms-code").status_code == 303
    later(minutes=2)

    answer = client.post(f"{link}/sms-code")
    assert answer.status_code == 429
    assert "sms-code" not in client.get(link).text.replace("sms_code", ""), "no button that does nothing"
    texted()
    assert len(gateway.texts) == rules.MOST_CODES


def test_one_number_gets_few_codes_a_day_from_everybody(client, browser, texted, gateway):
    for n in range(8):
        ask(browser(), f"{8 + n // 2}:{'00' if n % 2 else '15'}", address=f"198.51.100.{n}")
        texted()

    assert len(gateway.texts) == code_rules.MOST_CODES
    refused = ask(client, "13:00")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, str(24 * 3600 + 1))
    later(days=1, minutes=1)
    assert ask(client, "13:00", starts=str(starts("13:00") + 3 * 24 * 60)).status_code == 303


def test_a_stranger_cannot_use_up_the_codes_of_a_number(browser, texted, gateway):
    answers = [ask(browser(), f"{8 + n // 2}:{'00' if n % 2 else '15'}", address=STRANGER) for n in range(6)]

    assert [answer.status_code for answer in answers] == [303] * code_rules.MOST_FROM_ADDRESS + [429, 429]
    assert ask(browser(), "13:00").status_code == 303
    assert ask(browser(), "13:15", phone="0912 000 0002", address=STRANGER).status_code == 303


def test_places_given_back_and_codes_sent_again_count_too(client, browser, texted, gateway):
    link = ask(client, "8:15", address=STRANGER).location
    later(minutes=2)
    assert client.post(f"{link}/sms-code").status_code == 303
    later(minutes=30)
    jobs.run_once()
    assert states() == ["released"]

    answers = [ask(browser(), f"{hour}:15", address=STRANGER) for hour in (9, 10, 11)]

    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "اینترنت" in answers[-1].text


def test_midnight_gives_a_number_no_new_codes(browser, at_hour, texted):
    at_hour("8:00")
    answers = [ask(browser(), f"{10 + n // 2}:{'00' if n % 2 else '15'}", address=f"192.0.2.{n}") for n in range(6)]
    assert [answer.status_code for answer in answers] == [303] * code_rules.MOST_CODES
    later(hours=16, minutes=1)
    jobs.run_once()

    saturday = {"page": DAY.replace("14050904", "14050907"), "starts": str(starts("13:00") + 3 * 24 * 60)}
    assert ask(browser(), **saturday).status_code == 429
    later(hours=8)
    jobs.run_once()
    assert ask(browser(), **saturday).status_code == 303
