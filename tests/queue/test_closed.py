"""A closed office or service is refused with its reason, and issues no number."""

from datetime import UTC, date, datetime

import pytest

from deskq.core import clock
from deskq.office.models import Opening, SpecialDay
from deskq.queue.service import calls
from deskq.queue.service.issue import OfficeClosed, ServiceClosed

AZAR_3 = date(2026, 11, 24)
TUESDAY = 3


@pytest.fixture
def hours(edit, office):
    """``hours(450, 855)``: the office, or one service of it, is open on Tuesdays between these minutes."""

    def set_hours(opens: int, closes: int, only: int | None = None) -> None:
        with edit() as session:
            rows = session.query(Opening).filter(Opening.office_id == office, Opening.service_id == only)
            rows.delete()
            valid = {"valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)}
            row = {"office_id": office, "service_id": only, "weekday": TUESDAY, "opens": opens, "closes": closes}
            session.add(Opening(**row, **valid))

    return set_hours


@pytest.fixture
def special(edit, office):
    def set_day(opens: int | None, closes: int | None) -> None:
        with edit() as session:
            session.add(SpecialDay(office_id=office, day=AZAR_3, opens=opens, closes=closes))

    return set_day


def clock_at(hour: int, minute: int = 0) -> None:
    """A time of 3 Azar 1405 in Tehran."""
    clock.fix(datetime(2026, 11, 24, hour, minute, tzinfo=clock.zone()).astimezone(UTC))


@pytest.mark.parametrize(
    ("opens", "moment", "is_open"),
    [(601, (10, 0), False), (600, (10, 0), True), (600, (13, 59), True), (600, (14, 0), False)],
    ids=["before", "first minute", "last minute", "closing time"],
)
def test_the_first_and_the_last_minute_are_open(issue, hours, unchanged, opens, moment, is_open):
    hours(opens, 840)
    clock_at(*moment)

    if is_open:
        assert issue().state == "waiting"
    else:
        with unchanged(), pytest.raises(OfficeClosed):
            issue()


def test_a_special_day_has_its_own_hours(issue, special, hours, unchanged):
    hours(0, 1440)
    special(480, 720)
    clock_at(11)
    issue()
    clock_at(12)

    with unchanged(), pytest.raises(OfficeClosed):
        issue()


def test_on_a_holiday_the_office_is_closed(issue, special, unchanged):
    special(None, None)

    with unchanged(), pytest.raises(OfficeClosed):
        issue()


def test_a_service_with_its_own_hours_is_closed_outside_them(issue, hours, service_id, unchanged):
    hours(480, 660, service_id("renewal_levy"))
    clock_at(10, 59)
    assert issue("renewal_levy").state == "waiting"
    clock_at(11)

    with unchanged(), pytest.raises(ServiceClosed) as refusal:
        issue("renewal_levy")

    assert refusal.value.values["service"].en == "Renewal and waste levy"
    assert issue("art77").state == "waiting"


def test_no_service_is_open_while_the_office_is_closed(issue, hours, service_id, unchanged):
    hours(480, 660)
    hours(480, 1000, service_id("renewal_levy"))
    clock_at(12)

    with unchanged(), pytest.raises(OfficeClosed):
        issue("renewal_levy")


def test_after_closing_the_same_request_is_answered_and_those_waiting_are_called(issue, hours, desk):
    hours(480, 660)
    clock_at(10, 59)
    first = issue(key="tap-00000001")
    clock_at(11, 30)

    assert issue(key="tap-00000001").id == first.id
    assert calls.call_next(desk(2)).id == first.id
