"""Appointments by API in an office that sends SMS: pending until the code is entered, by the same rules as the page."""

import re
from datetime import timedelta

import pytest

from deskq.appointments import jobs
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from tests.appointments.conftest import CODE, hour, opened, terms, times
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "opened", "terms", "times", "work"]
pytestmark = pytest.mark.usefixtures("opened", "gateway")


@pytest.fixture
def take(machine):
    """``take()``: an integration books 10:15 of tomorrow; the answer."""

    def ask(at: str = "10:15", kind: str = "integration", **more: object):
        body = {"service": CODE, "starts_at": hour(at).isoformat(), "phone": "09123456789", "language": "en", **more}
        return machine(kind).post("/appointments", body)

    return ask


@pytest.fixture
def texted(gateway, work):
    def read() -> str:
        work()
        (found,) = re.findall(r"(?<!\d)\d{6}(?!\d)", gateway.texts[-1])
        return found

    return read


def test_it_is_pending_without_a_code_until_it_is_confirmed(take, machine, texted):
    made = take().json
    assert (made["state"], made["code"]) == ("pending", None)
    assert made["confirm_until"] == "2026-11-24T06:40:00Z"

    answer = machine().post(f"/appointments/{made['token']}/confirmation", {"code": texted()})

    assert (answer.status_code, answer.json["state"], answer.json["confirm_until"]) == (200, "booked", None)
    assert re.fullmatch("[0-9]{6}", answer.json["code"])


def test_a_wrong_code_and_another_sms_are_refused_by_their_names(take, machine, texted):
    link = f"/appointments/{take().json['token']}"
    texted()

    wrong = machine().post(f"{link}/confirmation", {"code": "no"})
    again = machine().post(f"{link}/sms-code")

    assert (wrong.status_code, wrong.json["type"]) == (403, "wrong-sms-code")
    assert (again.status_code, again.json["type"]) == (429, "code-just-sent")
    assert int(again.headers["Retry-After"]) == 61


def test_what_is_not_confirmed_is_released(take, machine, texted):
    link = f"/appointments/{take().json['token']}"
    code = texted()
    clock.fix(clock.now() + timedelta(minutes=11))
    jobs.run_once()

    answer = machine().post(f"{link}/confirmation", {"code": code})

    assert (answer.status_code, answer.json["type"]) == (409, "not-confirmed")
    assert machine().get(link).json["state"] == "released"


def test_an_integration_that_has_verified_the_number_books_at_once_and_is_named(take, office, gateway):
    made = take(phone_verified=True)

    assert made.json["state"] == "booked"
    (entry,) = [entry for entry in journal.walk(db.session(), office) if entry.kind == "appointment.booked"]
    assert entry.by.startswith("token:")
    assert gateway.texts == []


def test_a_kiosk_cannot_say_that_it_has_verified_a_number(take):
    assert take(kind="kiosk", phone_verified=True).status_code == 403


def test_one_portal_books_for_a_whole_town(take):
    answers = [take(f"{8 + n // 4}:{n % 4 * 15:02}", phone=f"0912{n:07}") for n in range(15)]

    assert {answer.status_code for answer in answers} == {201}
