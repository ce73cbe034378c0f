"""Six visitors book in the same second, in each of the two databases."""

import threading
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
    fields = {"service_id": config_cache.of(db.session(), office).service(CODE).id, "weekdays": "0123456"}
    days = {"first_day": tomorrow(), "last_day": tomorrow() + timedelta(3)}
    schedule.open_times(
        office, "test", fields | days | {"opens": 480, "closes": 840, "slot_minutes": 15, "capacity": 1}
    )
    return office


def take(office: int, phone: str) -> int:
    who = holders.read_holder(phone, "", "key")
    return book(office, NewAppointment(CODE, hour("10:15"), who, secrets.new(), "fa", secrets.new())).seat


def test_of_many_in_the_same_second_one_gets_the_last_place(anywhere):
    app = current_app._get_current_object()
    together, answers = threading.Barrier(6), []

    def press(phone: str) -> None:
        with app.app_context():
            together.wait()
            try:
                answers.append(take(anywhere, phone))
            except rules.JustTaken:
                answers.append("just taken")
            finally:
                db.session.remove()

    visitors = [threading.Thread(target=press, args=(f"0912111220{n}",)) for n in range(6)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join(30)

    assert sorted(map(str, answers)) == ["0"] + ["just taken"] * 5


def test_one_person_booking_twice_in_the_same_second_has_one_appointment(anywhere):
    app = current_app._get_current_object()
    together, answers = threading.Barrier(4), []

    def press(at: str) -> None:
        with app.app_context():
            together.wait()
            who = holders.read_holder("09121112233", "", "key")
            try:
                book(anywhere, NewAppointment(CODE, hour(at), who, secrets.new(), "fa", secrets.new()))
                answers.append("booked")
            except rules.OneForService:
                answers.append("one for each service")
            finally:
                db.session.remove()

    presses = [threading.Thread(target=press, args=(at,)) for at in ("9:00", "9:15", "9:30", "9:45")]
    for one in presses:
        one.start()
    for one in presses:
        one.join(30)

    assert sorted(answers) == ["booked"] + ["one for each service"] * 3


def test_a_place_given_back_may_be_taken_again(anywhere):
    take(anywhere, "09121112233")
    found = queries.of_day(db.session(), anywhere, 14050904)[0]

    change.cancel(anywhere, found.id)

    assert take(anywhere, "09351112233") == 0
