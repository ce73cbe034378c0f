"""An office that takes appointments: every quarter of an hour, one place, for one of its services."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from deskq.appointments import availability, holders, queries
from deskq.appointments.models import Appointment
from deskq.appointments.service import book as book_service
from deskq.appointments.service import check_in as check_in_service
from deskq.appointments.service import schedule
from deskq.appointments.service.check_in import Arrival
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.office import config_cache
from deskq.queue.service.issue import issue
from tests.conftest import KEY
from tests.queue import invariants

CODE = "renewal_levy"
PHONE = "09123456789"


@pytest.fixture
def terms(office: int) -> Callable[..., object]:
    """``terms(most=1)``: an admin saves the policy, open unless stated otherwise."""
    return lambda **fields: schedule.save_terms(office, "test", {"open": True, "tell_booked": False, **fields})


@pytest.fixture
def times(office: int, app) -> Callable[..., object]:
    """``times(capacity=2)``: an admin opens times, by default 8:00 to 14:00 on the next working days."""

    def open_times(code: str = CODE, **fields: object) -> object:
        about = config_cache.of(db.session(), office)
        today = clock.now().astimezone(clock.zone()).date()
        usual = {
            "service_id": about.service(code).id, "first_day": today, "last_day": today + timedelta(20),
            "weekdays": "01234", "opens": 8 * 60, "closes": 14 * 60, "slot_minutes": 15, "capacity": 1,
        }  # fmt: skip
        return schedule.open_times(office, "test", usual | fields)

    return open_times


@pytest.fixture
def opened(terms, times) -> None:
    terms()
    times()


def hour(text: str, day: int = 14050904) -> datetime:
    """``hour("10:15")`` of tomorrow (Wednesday 4 Azar 1405), in UTC."""
    hours, minutes = map(int, text.split(":"))
    found = jalali.gregorian(day)
    return datetime(found.year, found.month, found.day, hours, minutes, tzinfo=clock.zone()).astimezone(UTC)


@pytest.fixture
def book(office: int) -> Callable[..., Appointment]:
    """``book("10:15")``: a visitor books an appointment tomorrow."""

    def take(
        at: str | datetime, phone: str = PHONE, code: str = CODE, national_id: str = "", key: str = ""
    ) -> Appointment:
        who = holders.read_holder(phone, national_id, KEY)
        starts_at = hour(at) if isinstance(at, str) else at
        return book_service.book(
            office, book_service.NewAppointment(code, starts_at, who, secrets.new(), "fa", key or secrets.new())
        )

    return take


@pytest.fixture
def check_in(office: int) -> Callable[[str], Arrival]:
    """``check_in("123456")`` at the kiosk."""
    return lambda code: check_in_service.check_in(
        office, "device:1", code, "fa", lambda key: f"token of {key}", lambda new, phone: issue(office, "device:1", new)
    )


@pytest.fixture
def now_of(office: int) -> Callable[[Appointment], Appointment]:
    """The appointment as stored now."""

    def read(found: Appointment) -> Appointment:
        db.session().expire_all()
        return queries.by_id(db.session(), office, found.id)

    return read


@pytest.fixture
def on_offer(office: int) -> Callable[..., availability.Offer]:
    def find(code: str = CODE) -> availability.Offer:
        db.session.rollback()
        about = config_cache.of(db.session(), office)
        return availability.of(db.session(), about, about.service(code), clock.now())

    return find


@pytest.fixture
def at_hour(app) -> Callable[[str], datetime]:
    """``at_hour("10:00")``: it is 10:00 tomorrow."""

    def go(text: str) -> datetime:
        clock.fix(hour(text))
        return clock.now()

    return go


def tomorrow() -> date:
    return jalali.gregorian(14050904)


@pytest.fixture(autouse=True)
def whole_afterwards(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test of appointments ends with an intact journal that agrees with the table of tickets."""
    if "office" not in request.fixturenames:
        yield
        return
    office = request.getfixturevalue("office")
    yield
    db.session.rollback()
    invariants.check(db.session(), office)
