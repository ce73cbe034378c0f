"""Each class of deadline in working time, across a special day that is closed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from deskq.core import clock
from deskq.core.transactions import transaction
from deskq.messages import jobs
from deskq.messages.rules import deadlines
from deskq.office.models import Opening, SpecialDay

WEDNESDAY = date(2026, 11, 25)
OPENS, CLOSES = 7 * 60, 14 * 60 + 15


@pytest.fixture(autouse=True)
def municipality(office):
    """Open from Saturday to Wednesday, but not on this Wednesday; it is Tuesday noon."""
    with transaction(office, "test") as tx:
        tx.session.query(Opening).filter_by(office_id=office).delete()
        valid = {"valid_from": date(2026, 1, 1), "valid_until": date(2027, 12, 31)}
        hours = {"office_id": office, "opens": OPENS, "closes": CLOSES, **valid}
        tx.session.add_all(Opening(weekday=day, **hours) for day in range(5))
        tx.session.add(SpecialDay(office_id=office, day=WEDNESDAY, reason_fa="تعطیل", reason_en="Holiday"))
        tx.config_changed()
    clock.fix(moment("2026-11-24 12:15"))


def moment(written: str) -> datetime:
    """A time in Tehran."""
    return datetime.fromisoformat(written).replace(tzinfo=clock.zone()).astimezone(UTC)


@pytest.mark.parametrize(
    ("kind", "category", "due"),
    [
        ("request", "flooding", "2026-11-28 09:00"),  # 4 hours: two on Tuesday, two on Saturday
        ("request", "garbage", "2026-11-29 14:15"),  # 2 days
        ("request", "asphalt", "2026-12-06 14:15"),  # 7 days
        ("complaint", "garbage", "2026-12-16 14:15"),  # 15 days
        ("suggestion", "garbage", "2026-12-26 14:15"),  # 30 days by the calendar end on a Thursday
        ("report", None, "2026-12-16 14:15"),
    ],
)
def test_each_class_is_due_in_the_office_s_working_time(file, kind, category, due):
    assert file(kind, category=category).due_at == moment(due)


def test_a_deadline_is_amber_at_half_and_red_at_three_quarters_of_its_working_time(file):
    made = file(category="flooding")
    written = ("2026-11-24 14:14", "2026-11-24 14:15", "2026-11-28 07:59", "2026-11-28 08:00", "2026-11-28 09:00")

    ages = [deadlines.age(made, moment(at)) for at in written]

    assert ages == ["calm", "amber", "amber", "red", "late"]


def test_a_message_escalates_after_a_quarter_and_a_half_more_of_that_time(file):
    made = file(category="flooding")

    for level, at in enumerate(("2026-11-28 09:00", "2026-11-28 10:00", "2026-11-28 11:00")):
        clock.fix(moment(at) - timedelta(seconds=1))
        jobs.run_once()
        assert made.escalation == level
        clock.fix(moment(at))
        jobs.run_once()
        assert made.escalation == level + 1
