"""Days and times of an announcement as form values."""

from datetime import datetime, timedelta
from typing import Any

from deskq.announcements.models import Announcement
from deskq.core import clock
from deskq.core.text import jalali
from deskq.office.rules import MIDNIGHT


def form_values(row: Announcement) -> dict[str, Any]:
    """The form values of a row; default times are left empty."""
    starts, ends = clock.local(row.starts_at), _last_minute(row)
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
    return jalali.short_date(clock.local(row.starts_at).date())


def last_day(row: Announcement) -> str:
    return jalali.short_date(_last_minute(row).date())


def _last_minute(row: Announcement) -> datetime:
    """The last minute shown; an end at midnight is 24:00 of the day before."""
    return clock.local(row.ends_at) - timedelta(minutes=1)


def _time(minutes: int, usual: int) -> str:
    return "" if minutes == usual else f"{minutes // 60}:{minutes % 60:02}"
