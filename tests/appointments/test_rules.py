"""Times across changes of summer time; phone numbers, codes, national IDs."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskq.appointments import codes, holders, rules
from deskq.core.errors import InvalidInput
from deskq.core.text.national_id import is_national_id

TEHRAN = ZoneInfo("Asia/Tehran")


@dataclass
class Plan:
    first_day: date = date(2022, 1, 1)
    last_day: date = date(2022, 12, 31)
    weekdays: str = "0123456"
    opens: int = 0
    closes: int = 1440
    slot_minutes: int = 30
    capacity: int = 1


@dataclass
class Terms:
    lead_minutes: int = 0
    days_ahead: int = 30
    most: int = 3
    early_minutes: int = 30
    late_minutes: int = 15


def around_the_clock(day: date) -> list[list[rules.Span]]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return [[(start - timedelta(1), start + timedelta(2))]]


def shown(day: date) -> list[str]:
    slots = rules.slots(day, [Plan()], around_the_clock(day), TEHRAN)
    return [f"{slot.starts_at.astimezone(TEHRAN):%H:%M}" for slot in slots]


def test_the_hour_that_summer_time_leaps_over_is_not_offered():
    """On 1 Farvardin 1401 (in Gregorian 22 March 2022) the clock went from 0:00 to 1:00."""
    first_of_summer = shown(date(2022, 3, 22))

    assert first_of_summer[0] == "01:00"
    assert len(first_of_summer) == 46


def test_the_hour_that_comes_twice_at_the_end_of_summer_time_is_offered_once():
    """On 30 Shahrivar 1401 (21 September 2022) the clock went from 24:00 back to 23:00."""
    last_of_summer = date(2022, 9, 21)

    slots = rules.slots(last_of_summer, [Plan()], around_the_clock(last_of_summer), TEHRAN)

    assert [text for text in shown(last_of_summer) if text.startswith("23")] == ["23:00", "23:30"]
    assert slots[-2].starts_at == datetime(2022, 9, 21, 18, 30, tzinfo=UTC), "the first of the two, at +04:30"
    assert len({slot.starts_at for slot in slots}) == len(slots) == 48


@pytest.mark.parametrize(("day", "utc"), [(date(2022, 9, 21), (5, 30)), (date(2022, 9, 22), (6, 30))])
def test_ten_o_clock_is_ten_o_clock_before_and_after_the_change(day, utc):
    assert rules.moment(day, 600, TEHRAN) == datetime(day.year, day.month, day.day, *utc, tzinfo=UTC)


def test_check_in_at_the_change_counts_minutes_and_not_the_clock():
    starts_at = rules.moment(date(2022, 9, 21), 23 * 60 + 30, TEHRAN)

    assert rules.in_window(starts_at, starts_at - timedelta(minutes=30), Terms())
    assert not rules.in_window(starts_at, starts_at - timedelta(minutes=31), Terms())
    assert rules.is_late(starts_at, starts_at + timedelta(minutes=16), Terms())


def test_a_time_lies_wholly_within_the_hours_of_office_and_service():
    day = date(2022, 6, 1)
    moment = {h: rules.moment(day, h * 60, TEHRAN) for h in range(24)}
    doors = [[(moment[8], moment[10])], [(moment[9], moment[12])]]

    slots = rules.slots(day, [Plan(slot_minutes=40)], doors, TEHRAN)

    assert [slot.starts_at for slot in slots] == [rules.moment(day, 9 * 60 + 20, TEHRAN)]


def test_plans_that_name_the_same_time_add_up():
    day = date(2022, 6, 1)

    slots = rules.slots(day, [Plan(capacity=2), Plan(opens=600, closes=660)], around_the_clock(day), TEHRAN)

    assert [slot.capacity for slot in slots if slot.starts_at >= rules.moment(day, 570, TEHRAN)][:4] == [2, 3, 3, 2]


def test_the_nearest_free_times_stand_in_order():
    day = date(2022, 6, 1)
    slots = rules.slots(day, [Plan(opens=480, closes=720)], around_the_clock(day), TEHRAN)
    wanted = rules.moment(day, 600, TEHRAN)

    found = rules.nearest([slot for slot in slots if slot.starts_at != wanted], wanted)

    assert [f"{slot.starts_at.astimezone(TEHRAN):%H:%M}" for slot in found] == ["09:00", "09:30", "10:30"]


@pytest.mark.parametrize(
    "spelling",
    [
        "09123456789", "۰۹۱۲۳۴۵۶۷۸۹", "٠٩١٢٣٤٥٦٧٨٩", "0912 345 6789", "0912-345-6789", "(0912) 345-6789",
        "+989123456789", "+98 912 345 67 89", "00989123456789", "989123456789", "9123456789", "+98 (0)912 3456789",
        "\u200f۰۹۱۲\u200c۳۴۵\u200c۶۷۸۹",
    ],
)  # fmt: skip
def test_a_mobile_number_is_known_in_every_spelling(spelling):
    assert holders.mobile(spelling) == "+989123456789"


@pytest.mark.parametrize(
    "typed", ["", "02188776655", "0912345678", "091234567890", "09", "سلام", "+14155550123", "123456789", "+", "0" * 40]
)
def test_what_is_no_mobile_number_is_refused(typed):
    assert holders.mobile(typed) is None
    with pytest.raises(InvalidInput) as refusal:
        holders.read_holder(typed, "", "key")
    assert set(refusal.value.fields) == {"phone"}


@pytest.mark.parametrize("good", ["0013542419", "0499370899", "0010350829", "0084575948"])
def test_a_national_id_with_the_right_last_digit_is_one_with_a_mark_of_this_server(good):
    assert is_national_id(good)
    assert holders.read_holder("09123456789", f"{good[:3]}-{good[3:]}", "key").id_hash == holders.hashed_id(good, "key")
    assert holders.hashed_id(good, "key") != holders.hashed_id(good, "two")


@pytest.mark.parametrize("bad", ["0684159415", "0499370898", "1111111111", "001354241", "00135424190", "abcdefghij"])
def test_any_other_is_refused(bad):
    with pytest.raises(InvalidInput) as refusal:
        holders.read_holder("09123456789", bad, "key")
    assert set(refusal.value.fields) == {"national_id"}


def test_every_wrong_digit_and_every_exchange_of_neighbours_is_seen():
    code = codes.new()

    wrong = {code[:place] + digit + code[place + 1 :] for place in range(6) for digit in "0123456789"}
    swapped = {code[:n] + code[n + 1] + code[n] + code[n + 2 :] for n in range(5)}

    assert codes.read(code) == code
    assert {codes.read(other) for other in (wrong | swapped) - {code}} == {None}
