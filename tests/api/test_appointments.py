"""Appointments by API: a portal books, a kiosk checks in, the visitor's secret opens it."""

import pytest

from deskq.appointments import codes
from deskq.appointments.service import schedule
from deskq.core.extensions import db
from deskq.printing.models import PrintJob
from deskq.queue.models import Ticket
from tests.appointments.conftest import CODE, at_hour, book, hour, opened, terms, times, tomorrow

__all__ = ["at_hour", "book", "opened", "terms", "times"]
AT = "2026-11-25T06:45:00Z"  # 10:15 of tomorrow
LATER = "2026-11-25T07:00:00Z"


@pytest.fixture
def more_settings():
    return {"PRINTER": "network://127.0.0.1:9"}


@pytest.fixture
def portal(machine):
    return machine("integration")


@pytest.fixture
def take(portal):
    """``take()``: the portal books 10:15 of tomorrow; the answer."""

    def ask(starts_at: str = AT, phone: str = "0912 345 6789", key: str | None = None, **more: str):
        body = {"service": CODE, "starts_at": starts_at, "phone": phone, **more}
        return portal.post("/appointments", body, key)

    return ask


def test_the_slots_of_a_day_are_listed_with_free_places(opened, portal, take):
    take()

    answer = portal.get(f"/appointments/slots?service={CODE}&day=2026-11-25")

    free = {slot["starts_at"]: slot["free"] for slot in answer.json["slots"]}
    assert (free[AT], free[LATER]) == (0, 1)


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (f"service={CODE}", 422), (f"service={CODE}&day=tomorrow", 422), (f"service={CODE}&day=2026-11-25&more=1", 422),
        ("service=nothing&day=2026-11-25", 404),
    ],
)  # fmt: skip
def test_invalid_dates_are_refused(opened, portal, asked, status):
    assert portal.get(f"/appointments/slots?{asked}").status_code == status


def test_nothing_is_offered_while_appointments_are_closed(portal, terms):
    terms(open=False)

    answer = portal.get(f"/appointments/slots?service={CODE}&day=2026-11-25")

    assert (answer.status_code, answer.json["type"]) == (409, "appointments-not-open")


def test_a_portal_books_and_the_secret_opens_the_appointment(opened, take, machine):
    made = take().json

    found = machine().get(f"/appointments/{made['token']}").json

    assert found == {name: value for name, value in made.items() if name != "token"}
    assert (found["state"], found["starts_at"]) == ("booked", AT)
    assert (found["admitted_from"], found["admitted_until"]) == ("2026-11-25T06:15:00Z", LATER)


def test_a_repeated_request_is_one_appointment_with_the_same_secret_and_two_cannot_have_one_place(opened, take):
    first, again, other = take(key="the same"), take(key="the same"), take(phone="09351112233")

    assert first.json == again.json
    assert (other.status_code, other.json["type"]) == (409, "just-taken")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "12"), ("national_id", "1234567890"), ("starts_at", "2026-11-25T06:45:00"),
        ("starts_at", "9999-12-31T23:59:59Z"), ("language", "de"),
    ],
)  # fmt: skip
def test_invalid_fields_are_named(opened, take, field, value):
    answer = take(**{field: value})

    assert (answer.status_code, list(answer.json["fields"])) == (422, [field])


@pytest.mark.parametrize(("role", "status"), [("kiosk", 201), ("integration", 201), ("clerk", 403), (None, 401)])
def test_only_permitted_roles_may_book(opened, machine, role, status):
    body = {"service": CODE, "starts_at": AT, "phone": "09123456789"}

    assert machine(role).post("/appointments", body).status_code == status


def test_the_visitor_moves_and_cancels_by_the_secret_alone(opened, take, machine):
    own = f"/appointments/{take().json['token']}"

    moved = machine().post(f"{own}/move", {"starts_at": LATER})
    cancelled = machine().post(f"{own}/cancellation")
    again = machine().post(f"{own}/move", {"starts_at": AT})

    assert (moved.json["starts_at"], cancelled.json["state"]) == (LATER, "cancelled")
    assert (again.status_code, again.json["type"]) == (409, "no-longer-changed")
    assert machine().get("/appointments/no-secret-at-all").status_code == 404


def test_a_withdrawn_day_is_reported_with_the_office_s_reason(opened, take, machine, office):
    own = f"/appointments/{take().json['token']}"
    schedule.withdraw_day(office, "test", tomorrow(), ("تعمیر ساختمان", "Repairs"))

    found = machine().get(own).json

    assert (found["state"], found["reason"]) == ("withdrawn", {"fa": "تعمیر ساختمان", "en": "Repairs"})


def test_a_kiosk_checks_in_by_code_and_the_ticket_waits_for_its_time(opened, book, at_hour, kiosk, machine):
    made = book("10:15")
    at_hour("10:00")

    issued = kiosk.post("/appointments/arrivals", {"code": made.code, "in_person": True, "language": "en"})

    assert issued.status_code == 201
    assert (issued.json["state"], issued.json["arrived_at"], issued.json["in_person"]) == ("held", AT, True)
    assert machine().get(f"/tickets/{issued.json['token']}").json["code"] == issued.json["code"]


@pytest.mark.parametrize("keys", [(None, None), ("a key", "a key"), ("a key", "another")])
def test_a_repeated_check_in_returns_the_same_ticket_and_secret(opened, book, at_hour, kiosk, keys):
    made = book("10:15")
    at_hour("10:15")

    first, again = (kiosk.post("/appointments/arrivals", {"code": made.code}, key).json for key in keys)

    assert first == again
    assert db.session().query(Ticket).count() == 1


def test_a_client_may_request_the_printed_ticket_of_a_check_in_once(ticket_drawing, opened, book, at_hour, kiosk):
    made = book("10:15")
    at_hour("10:00")

    wrong = kiosk.post("/appointments/arrivals", {"code": made.code, "print": "kiosk 9"})
    told = [kiosk.post("/appointments/arrivals", {"code": made.code, "print": True}).json for _ in range(2)]

    assert (wrong.status_code, set(wrong.json["fields"])) == (422, {"print"})
    assert [one["paper"] for one in told] == [True, True]
    assert [job.ticket_id for job in db.session().query(PrintJob)] == [told[0]["id"]]


@pytest.mark.parametrize(
    ("when", "status", "slug"), [("9:00", 409, "too-early"), ("10:31", 409, "too-late"), ("10:15", 409, "called-off")]
)
def test_refused_check_ins_give_the_reason(opened, book, at_hour, kiosk, office, when, status, slug):
    made = book("10:15")
    if slug == "called-off":
        schedule.withdraw_day(office, "test", tomorrow(), ("", ""))
    at_hour(when)

    answer = kiosk.post("/appointments/arrivals", {"code": made.code})

    assert (answer.status_code, answer.json["type"]) == (status, slug)


def test_an_unknown_code_is_distinguished_from_a_mistyped_one(opened, kiosk):
    code = codes.new()
    slipped = code[:-1] + str((int(code[-1]) + 1) % 10)

    assert kiosk.post("/appointments/arrivals", {"code": code}).json["type"] == "no-such-code"
    assert kiosk.post("/appointments/arrivals", {"code": slipped}).json["type"] == "wrong-code"


def test_a_portal_may_not_check_in(opened, book, portal):
    assert portal.post("/appointments/arrivals", {"code": book(hour("10:15")).code}).status_code == 403
