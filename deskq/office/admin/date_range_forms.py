"""Form values of opening hours and special days, and the names of weekdays."""

from collections.abc import Sequence
from typing import Any

from deskq.core.text import jalali
from deskq.core.text.names import Name
from deskq.office.admin.row_forms import clock_text
from deskq.office.date_ranges import FOREVER
from deskq.office.models import Opening, SpecialDay

WEEKDAYS = (
    Name("شنبه", "Saturday"),
    Name("یکشنبه", "Sunday"),
    Name("دوشنبه", "Monday"),
    Name("سه‌شنبه", "Tuesday"),
    Name("چهارشنبه", "Wednesday"),
    Name("پنجشنبه", "Thursday"),
    Name("جمعه", "Friday"),
)


OPENING_FIELDS = ("service_id", "weekdays", "opens", "closes", "valid_from", "valid_until")


def opening_values(rows: Sequence[Opening]) -> dict[str, Any]:
    """Form values of rows that differ only in the weekday."""
    row = rows[0]
    until = "" if row.valid_until == FOREVER else jalali.short_date(row.valid_until)
    return {
        "service_id": row.service_id or "",
        "weekdays": [row.weekday for row in rows],
        "opens": clock_text(row.opens),
        "closes": clock_text(row.closes),
        "valid_from": jalali.short_date(row.valid_from),
        "valid_until": until,
    }


def special_values(row: SpecialDay) -> dict[str, Any]:
    hours = {"opens": row.opens, "closes": row.closes}
    times = {name: clock_text(minutes) for name, minutes in hours.items() if minutes is not None}
    return {"day": jalali.short_date(row.day), **times, "reason_fa": row.reason_fa, "reason_en": row.reason_en}
