"""What the cells of a table mean: moments of three calendars, codes, words of a few fixed sets."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from deskq.core.errors import N_
from deskq.core.text import jalali, persian

WRONG_MOMENT = N_(
    "This is no date that can be read without doubt. Please write it as 1405/09/03 or 2026-11-24, with the time after "
    "it if there is one."
)
IN_FUTURE = N_("This date is in the future.")
UNKNOWN_WORD = N_("This word is not known here.")
PARCEL = re.compile(r"\d{1,6}(-\d{1,6}){0,6}")
WRONG_PARCEL = N_("Please write the parcel code in digits with hyphens between its parts, for example 1-12-34-5.")
MOMENT = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?"
    r" ?(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
COMPACT = re.compile(r"(1[345]\d\d|20\d\d|19\d\d)(\d\d)(\d\d)")
SERIAL = re.compile(r"\d{5}(\.\d+)?")
#: Day 0 of Excel's serial numbers, which count a 29 February 1900 that never was.
SERIAL_BEGINS = datetime(1899, 12, 30)  # noqa: DTZ001  (local)
Words = Mapping[str, str]
#: Tables name the same days and times again and again: so many of each are kept.
KEPT = 4096


def _known(**words: tuple[str, ...]) -> Words:
    """{word as it is compared: its code}."""
    return {persian.search_key(one): code for code, those in words.items() for one in (code, *those)}


OUTCOMES = _known(
    finished=("done", "completed", "پایان یافت", "پایان یافته", "خاتمه", "مختومه", "انجام شد", "صادر شد"),
    refused=("rejected", "رد شد", "رد", "مردود"),
    withdrawn=("انصراف", "منصرف"),
)
CHANGES = _known(
    complete=("done", "completed", "انجام شد", "پایان", "تایید", "تمام"),
    skip=("skipped", "لازم نبود"),
    wait_documents=("documents", "نقص مدارک"),
    wait_payment=("payment", "در انتظار پرداخت"),
    wait_applicant=("applicant", "در انتظار متقاضی"),
    wait_outside=("outside", "در انتظار سازمان دیگر", "در انتظار دستگاه بیرونی", "استعلام"),
    resume=("resumed", "begin", "begun", "started", "ادامه", "شروع", "آغاز", "در دست انجام"),
)
APPLICANTS = _known(owner=("مالک",), proxy=("وکیل",), heirs=("ورثه", "وراث"))


class WrongCell(Exception):
    """``words``: a sentence that says what is wrong (msgid)."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def moment(text: str, zone: ZoneInfo, *, end_of_day: bool = False) -> datetime:
    """A Jalali, ISO or Excel date, with or without a time; without a zone it is that of the office. ``end_of_day``: a
    date alone is its last minute. ``WrongCell`` where it is none, or could be read in two ways."""
    typed = persian.ascii_digits(persian.clean(text)).replace("\n", " ")
    try:
        return _moment(typed, zone, time(23, 59) if end_of_day else time())
    except (ValueError, OverflowError):
        raise WrongCell(WRONG_MOMENT) from None


@lru_cache(KEPT)
def _moment(typed: str, zone: ZoneInfo, otherwise: time) -> datetime:
    if SERIAL.fullmatch(typed):
        local = SERIAL_BEGINS + timedelta(seconds=round(float(typed) * 86400))
        return _aware(local if "." in typed else datetime.combine(local, otherwise), zone)
    if compact := COMPACT.fullmatch(typed):
        return _aware(datetime.combine(_day(*map(int, compact.groups())), otherwise), zone)
    found = MOMENT.fullmatch(typed)
    if found is None:
        raise ValueError(typed)
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    clock = time(int(hour), int(minute), int(second or 0), int((fraction or "0")[:6].ljust(6, "0"))) if hour else None
    local = datetime.combine(_day(int(year), int(month), int(day)), clock or otherwise)
    if offset is None:
        return _aware(local, zone)
    return datetime.fromisoformat(local.isoformat() + offset.upper().replace("Z", "+00:00")).astimezone(UTC)


@lru_cache(KEPT)
def _day(year: int, month: int, day: int) -> date:
    return jalali.parse(f"{year}/{month}/{day}")


def _aware(local: datetime, zone: ZoneInfo) -> datetime:
    return local.replace(tzinfo=zone).astimezone(UTC)


def word(text: str, known: Words) -> str:
    """The code of a word of a set, or ``WrongCell``."""
    found = known.get(persian.search_key(text))
    if found is None:
        raise WrongCell(UNKNOWN_WORD)
    return found


def parcel(text: str) -> str:
    """A parcel code with hyphens between its parts, or ``WrongCell``."""
    found = re.sub(r"[\s/._‌–-]+", "-", number(text)).strip("-")
    if found and not PARCEL.fullmatch(found):
        raise WrongCell(WRONG_PARCEL)
    return found


def number(text: str) -> str:
    """A number that is a name: ASCII digits, one spelling."""
    return persian.ascii_digits(persian.clean(text))
