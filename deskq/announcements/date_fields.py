"""The days and times of an announcement as they are typed and read."""

from datetime import datetime, timedelta
from typing import Any

from deskq.announcements.models import Announcement
from deskq.core import clock
from deskq.core.text import jalali
from deskq.office.rules import MIDNIGHT


def typed(row: Announcement) -> dict[str, Any]:
    """The row as its form shows it; a time that an empty field means is left empty."""
    starts, ends = row.starts_at.astimezone(clock.zone()), _last_minute(row)
    return {
        "text_fa": row.text_fa,
        "text_en": row.text_en,
        "starts_day": first_day(row),
        "starts_time": _time(starts.hour * 60 + starts.minute, 0),
        "ends_day": last_day(row),
        "ends_time": _time(ends.hour * 60 + ends.minute + 1, MIDNIGHT),
        "seconds": row.seconds,
        "active": row.active,
    }


def first_day(row: Announcement) -> str:
    """1405/09/03."""
    return jalali.short_date(row.starts_at.astimezone(clock.zone()).date())


def last_day(row: Announcement) -> str:
    return jalali.short_date(_last_minute(row).date())


def _last_minute(row: Announcement) -> datetime:
    """An end at midnight belongs to the day before, whose 24:00 it is."""
    return row.ends_at.astimezone(clock.zone()) - timedelta(minutes=1)


def _time(minutes: int, usual: int) -> str:
    return "" if minutes == usual else f"{minutes // 60}:{minutes % 60:02}"
