"""Persian text, digits and dates."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import jdatetime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskq.core.text import jalali, persian
from deskq.core.text.names import Name
from deskq.core.text.national_id import id_digits

STEADY = settings(derandomize=True, database=None, deadline=None, max_examples=300)
ZWNJ = "\u200c"
#: 1300 to 1450.
DAYS = st.dates(date(1921, 3, 21), date(2072, 3, 19))


def test_digits_are_persian_and_not_arabic():
    assert [persian.persian_digits(given) for given in ("207", 1405)] == ["۲۰۷", "۱۴۰۵"]


@pytest.mark.parametrize("typed", ["۱۲۳۴۵۶۷۸۹۰", "١٢٣٤٥٦٧٨٩٠", "1234567890"])
def test_any_digits_can_be_typed(typed):
    assert persian.ascii_digits(typed) == "1234567890"


@given(st.text())
@STEADY
def test_digits_there_and_back_are_the_same(text):
    assert persian.ascii_digits(persian.persian_digits(text)) == persian.ascii_digits(text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("كريمي", "کریمی"), ("علـــی", "علی"), ("  مریم   کریمی ", "مریم کریمی"), ("\u202bمریم\u202c\u200f", "مریم"),
        (f"علی{ZWNJ}پور", f"علی{ZWNJ}پور"), ("خط یک\n\n خط   دو", "خط یک\n\nخط دو"), ("با\x00هم\x07", "باهم"),
        ("ﻻ", "لا"), ("", ""), (f" {ZWNJ}\n{ZWNJ} ", ""),
    ],
)  # fmt: skip
def test_text_is_stored_in_one_spelling(typed, stored):
    assert persian.clean(typed) == stored


@pytest.mark.parametrize(
    "typed",
    ["0684159414", "۰۶۸۴۱۵۹۴۱۴", "٠٦٨٤١٥٩٤١٤", "068-415941-4", "068–415941–4", "068.415941.4", " 068 415941 4\n"]
    + [f"{mark}0684159414{mark}" for mark in ("\u200e", "\u200f", "\u202d", "\u2066", ZWNJ, "\ufeff")],
)
def test_a_national_id_is_read_however_it_was_copied(typed):
    assert id_digits(typed) == "0684159414"


@given(st.text())
@STEADY
def test_no_control_is_left_whatever_way_the_text_takes(text):
    kept = "".join(char for char in text if char == ZWNJ or char.isspace() or unicodedata.category(char)[0] != "C")

    assert persian.clean(text) == persian.clean(kept)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كريمي", "کریمی"), (f"علی{ZWNJ}پور", "علی پور"), ("شمارهٔ ۱۲", "شماره 12"), ("مُحَمَّد", "محمد"),
        ("Karimi", "KARIMI"),
    ],
)  # fmt: skip
def test_what_sounds_alike_is_found_alike(one, other):
    assert persian.search_key(one) == persian.search_key(other)


@pytest.mark.parametrize("once", [persian.clean, persian.search_key])
@given(text=st.text())
@STEADY
def test_a_text_that_is_cleaned_and_the_key_of_a_key_stay_as_they_are(once, text):
    assert once(once(text)) == once(text)


@given(DAYS)
@STEADY
def test_jalali_days_agree_with_another_calendar(day):
    other = jdatetime.date.fromgregorian(date=day)

    assert jalali.day_number(day) == other.year * 10_000 + other.month * 100 + other.day
    assert jalali.gregorian(jalali.day_number(day)) == day


@pytest.mark.parametrize("year", range(1370, 1450))
def test_every_turn_of_a_year_is_right_with_its_leap_day(year):
    new_year = jdatetime.date(year, 1, 1).togregorian()

    assert jalali.day_number(new_year) == year * 10_000 + 101
    last = 30 if jdatetime.date(year - 1, 1, 1).isleap() else 29
    assert jalali.day_number(new_year - timedelta(1)) == (year - 1) * 10_000 + 1200 + last


def test_leap_years_are_there():
    leap = [year for year in range(1399, 1409) if jalali.gregorian(year * 10_000 + 1229).toordinal() + 1
            != jalali.gregorian((year + 1) * 10_000 + 101).toordinal()]  # fmt: skip

    assert leap == [1399, 1403, 1408]


def test_the_local_date_counts_not_the_one_in_greenwich():
    tehran = ZoneInfo("Asia/Tehran")

    assert jalali.day_at(datetime(2026, 11, 24, 20, 29, tzinfo=UTC), tehran) == 14050903
    assert jalali.day_at(datetime(2026, 11, 24, 20, 30, tzinfo=UTC), tehran) == 14050904


def test_a_date_is_written_in_the_language_of_the_screen():
    day = date(2026, 11, 24)

    assert jalali.written_date(day, "fa") == "سه‌شنبه ۳ آذر ۱۴۰۵"
    assert jalali.written_date(day, "en") == "Tuesday 24 November 2026"


def test_the_week_begins_on_saturday_and_each_of_its_days_has_its_name():
    saturday = date(2026, 11, 21)
    days = [saturday + timedelta(offset) for offset in range(7)]

    assert [(jalali.weekday(day), jalali.week_start(day)) for day in days] == [(day, saturday) for day in range(7)]
    assert [jalali.written_date(day, "fa").split()[0] for day in days] == list(jalali.WEEKDAYS)


def test_a_name_without_english_is_told_in_persian():
    assert Name("تعطیل", "").in_language("en") == "تعطیل"
    assert Name("تعطیل", "Holiday").in_language("en") == "Holiday"
    assert Name("تعطیل", "Holiday").in_language("fa") == "تعطیل"
