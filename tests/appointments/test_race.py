"""Six visitors book in the same second, in each of the two databases."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import current_app

from deskq.appointments import holders, queries, rules
from deskq.appointments.service import change, schedule
from deskq.appointments.service.book import NewAppointment, book
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.office import config_cache
from tests.appointments.conftest import CODE, hour, tomorrow
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def anywhere(request) -> int:
    """An office in each of the two databases with every quarter of tomorrow open, one place each."""
    office = request.getfixturevalue("office" if request.param == "sqlite" else "postgres_office")
    schedule.save_terms(office, "test", {"open": True})
    fields = {
        "service_id": config_cache.of(db.session(), office).service(CODE).id, "weekdays": "0123456", "capacity": 1,
        "first_day": tomorrow(), "last_day": tomorrow() + timedelta(3), "opens": 480, "closes": 840, "slot_minutes": 15,
    }  # fmt: skip
    schedule.open_times(office, "test", fields)
    return office


def take(office: int, phone: str, at: str = "10:15") -> int:
    who = holders.read_holder(phone, "", "key")
    return book(office, NewAppointment(CODE, hour(at), who, secrets.new(), "fa", secrets.new())).seat


def at_once(press, *values: str) -> list[str]:
    """How each ends that is pressed in the same second with one of these values."""
    app, start = current_app._get_current_object(), threading.Barrier(len(values))

    def run(value: str) -> str:
        with app.app_context():
            start.wait(30)
            try:
                press(value)
            except (rules.JustTaken, rules.OneForService) as refusal:
                return type(refusal).__name__
            finally:
                db.session.remove()
        return "booked"

    with ThreadPoolExecutor(len(values)) as threads:
        return sorted(threads.map(run, values))


def test_of_many_in_the_same_second_one_gets_the_last_place(anywhere):
    ended = at_once(lambda phone: take(anywhere, phone), *(f"0912111220{n}" for n in range(6)))

    assert ended == ["JustTaken"] * 5 + ["booked"]
    assert [found.seat for found in queries.of_day(db.session(), anywhere, 14050904)] == [0]


def test_one_person_booking_twice_in_the_same_second_has_one_appointment(anywhere):
    ended = at_once(lambda at: take(anywhere, "09121112233", at), "9:00", "9:15", "9:30", "9:45")

    assert ended == ["OneForService"] * 3 + ["booked"]


def test_a_place_given_back_may_be_taken_again(anywhere):
    take(anywhere, "09121112233")
    found = queries.of_day(db.session(), anywhere, 14050904)[0]

    change.cancel(anywhere, found.id)

    assert take(anywhere, "09351112233") == 0
