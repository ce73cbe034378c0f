"""Jalali (Persian calendar) dates: as integers such as 14050903, as typed and as written.

The calendar comes from persiantools, which is right for every leap year from 1300 to 1450.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate as _JalaliDate

from deskq.core.text.names import Name
from deskq.core.text.persian import ascii_digits, persian_digits

WEEKDAYS = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip

JalaliDate: Any = _JalaliDate  # the library has no types


def day_at(moment: datetime, zone: ZoneInfo) -> int:
    """The local Jalali date of an aware moment as an integer: 14050903."""
    return day_number(moment.astimezone(zone).date())


@lru_cache(4096)
def day_number(day: date) -> int:
    """A date as an integer Jalali day: 14050903."""
    jalali = JalaliDate(day)
    return int(jalali.year * 10_000 + jalali.month * 100 + jalali.day)


def weekday(day: date) -> int:
    """Place of a day in the week: Saturday 0 ... Friday 6."""
    return (day.weekday() + 2) % 7


def week_start(day: date) -> date:
    """The Saturday on which the week of a day began."""
    return day - timedelta(weekday(day))


def gregorian(jalali: int) -> date:
    """The date of an integer Jalali day."""
    found: date = JalaliDate(jalali // 10_000, jalali // 100 % 100, jalali % 100).to_gregorian()
    return found


def parse(text: str) -> date:
    """The date of «۱۴۰۵/۰۹/۰۳» as people type it: any digits, separated by / - . or a space. A year from 1900 on is
    Gregorian, as English pages show dates. Else ``ValueError``."""
    parts = [part for part in re.split(r"[/\-.\s]+", ascii_digits(text).strip()) if part]
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        raise ValueError("not a date")
    year, month, day = map(int, parts)
    if 1900 <= year <= 2200:
        return date(year, month, day)
    if not 1300 <= year <= 1500:
        raise ValueError("not a year of this calendar")
    found: date = JalaliDate(year, month, day).to_gregorian()
    return found


def short_date(day: date) -> str:
    """1405/09/03, as ``parse`` reads it."""
    jalali = JalaliDate(day)
    return f"{jalali.year}/{jalali.month:02}/{jalali.day:02}"


def written_date(day: date, language: str) -> str:
    """«سه‌شنبه ۳ آذر ۱۴۰۵»; in English the Gregorian date: "Tuesday 24 November 2026"."""
    jalali = JalaliDate(day)
    if language == "fa":
        name = WEEKDAYS[weekday(day)]
        return persian_digits(f"{name} {jalali.day} {MONTHS[jalali.month - 1]} {jalali.year}")
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def named_date(day: date) -> Name:
    """``written_date`` in both languages, for the sentence of a refusal."""
    return Name(written_date(day, "fa"), written_date(day, "en"))


def later(day: date, months: int = 0, days: int = 0) -> date:
    """The same day so many Jalali months later, or the last one of a shorter month; then so many days later."""
    start = JalaliDate(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = JalaliDate.days_in_month(month + 1, year)
    moved: date = JalaliDate(year, month + 1, min(start.day, last)).to_gregorian()
    return moved + timedelta(days)
