"""Opening hours against a slow model that walks through the calendar minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from deskq.office import rules
from tests.office.test_hours import Dated, Week

ZONE = ZoneInfo("Asia/Tehran")
STEADY = settings(derandomize=True, database=None, deadline=None, max_examples=120)
FIRST, DAYS = date(2026, 11, 21), 9  # a Saturday
SPANS = st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda span: span[0] < span[1])
HOUR = 60


@st.composite
def weeks(draw, service_id=None):
    """Rows of whole hours, some of them valid for a part of the days only."""
    rows = []
    for weekday in draw(st.lists(st.integers(0, 6), max_size=9)):
        opens, closes = draw(SPANS)
        begins, ends = sorted(draw(st.tuples(st.integers(-2, DAYS), st.integers(-2, DAYS + 90))))
        valid = (FIRST + timedelta(begins), FIRST + timedelta(ends))
        rows.append(Week(weekday, opens * HOUR, closes * HOUR, service_id, *valid))
    return rows


DATED = st.dictionaries(
    st.integers(0, DAYS - 1).map(lambda offset: FIRST + timedelta(offset)),
    st.one_of(st.just(Dated(None, None)), SPANS.map(lambda span: Dated(span[0] * HOUR, span[1] * HOUR))),
    max_size=3,
)
MOMENTS = st.integers(1440, (DAYS - 1) * 1440 - 1)


def moment(minute: int) -> datetime:
    return datetime(2026, 11, 21, tzinfo=ZONE).astimezone(UTC) + timedelta(minutes=minute)


def is_open(now: datetime, weekly: list[Week], special: dict[date, Dated]) -> bool:
    """One minute, looked up in the rows as they are written."""
    local = now.astimezone(ZONE)
    day, minute = local.date(), local.hour * HOUR + local.minute
    if day in special:
        found = special[day]
        return found.opens is not None and found.opens <= minute < found.closes
    weekday = ("Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri").index(f"{day:%a}")
    return any(
        row.weekday == weekday and row.valid_from <= day <= row.valid_until and row.opens <= minute < row.closes
        for row in weekly
    )


def first(start: datetime, wanted: bool, weekly: list[Week], special: dict[date, Dated], most: int) -> datetime | None:
    """The first full hour after ``start`` at which the doors are as wanted, within so many hours."""
    full = start.replace(minute=30) + timedelta(hours=0 if start.minute < 30 else 1)  # Tehran's hours begin at :30 UTC
    steps = (full + timedelta(hours=step) for step in range(most))
    return next((now for now in steps if now > start and is_open(now, weekly, special) is wanted), None)


@STEADY
@given(weeks(), DATED, MOMENTS)
def test_open_and_closed_closing_and_next_opening_agree_with_the_calendar(weekly, special, minute):
    now = moment(minute)

    found = rules.hours(now, ZONE, weekly, special)

    assert found.open is is_open(now, weekly, special)
    if found.open:
        assert found.opens_at is None
        assert found.closes_at == first(now, False, weekly, special, 7 * 24 + 1)
    else:
        assert found.closes_at is None
        horizon = rules.HORIZON * 24 - now.astimezone(ZONE).hour
        assert found.opens_at == first(now, True, weekly, special, horizon)


@STEADY
@given(weeks(), weeks(service_id=7), DATED, MOMENTS)
def test_a_services_own_rows_replace_those_of_the_office(general, own, special, minute):
    now = moment(minute)

    found = rules.hours(now, ZONE, [*general, *own], special, 7)

    assert found == rules.hours(
        now, ZONE, [Week(**{**vars(row), "service_id": None}) for row in own] or general, special
    )
