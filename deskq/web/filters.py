"""Template filters: digits, ticket codes, hours, dates and durations in the language of the page."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from flask import Flask
from jinja2 import pass_context
from markupsafe import Markup, escape

from deskq.core import clock
from deskq.core.text import jalali, persian
from deskq.core.text.names import Name
from deskq.web import qr_code, table_labels
from deskq.web.i18n import language

#: The day that hints of date fields give as an example.
EXAMPLE_DAY = date(2026, 11, 24)
BETWEEN_TAGS = re.compile(r">[ \n]+<")


def digits(text: object) -> str:
    """Persian digits on a Persian screen, ASCII ones on an English screen."""
    if isinstance(text, float) and language() == "fa":
        return persian.persian_digits(text).replace(".", "٫")
    return persian.persian_digits(text) if language() == "fa" else str(text)


def with_digits(values: Mapping[str, object]) -> dict[str, object]:
    """Values of a sentence with their numbers in the digits of the screen; names of files and keys stay as they are."""
    return {name: digits(value) if isinstance(value, int | float) else value for name, value in values.items()}


def named(name: Name | None) -> str:
    return name.in_language(language()) if name is not None else ""


def code(text: str) -> Markup:
    """A ticket code, kept in one piece in either direction of writing."""
    return Markup('<bdi class="code" dir="ltr">{}</bdi>').format(digits(text))


def compact(html: Markup) -> Markup:
    """HTML without the white space between its tags: for what is sent often, where that space is not seen."""
    return Markup(BETWEEN_TAGS.sub("><", str(escape(html)).strip(" \n")))  # noqa: S704 (escaped)


def hour(moment: datetime) -> str:
    """«۱۰:۴۲» in the office's time zone."""
    return digits(f"{clock.local(moment):%H:%M}")


def jdate(when: datetime | date) -> str:
    """«سه‌شنبه ۳ آذر ۱۴۰۵»; of a moment it is the date on the wall."""
    day = clock.local(when).date() if isinstance(when, datetime) else when
    return jalali.written_date(day, language())


def short_date(day: date) -> str:
    """A date in the calendar of the page's language, in the form of date fields: ۱۴۰۵/۰۹/۰۳, or 2026-11-24."""
    return digits(jalali.short_date(day)) if language() == "fa" else day.isoformat()


def date_value(text: str) -> str:
    """A date of a form, in either calendar, converted to the calendar of the page's language. Other text only gets its
    digits."""
    try:
        return short_date(jalali.parse(text))
    except ValueError:
        return digits(text)


def minutes(seconds: int | float | None) -> str:
    """Whole minutes, at least 1, in the digits of the screen: ۱۲."""
    return digits(max(1, round((seconds or 0) / 60)))


def stopwatch(seconds: int | float | None) -> str:
    """«۰۶:۱۲»; hours appear when needed."""
    whole = max(0, int(seconds or 0))
    text = f"{whole // 60 % 60:02}:{whole % 60:02}"
    return digits(f"{whole // 3600}:{text}" if whole >= 3600 else text)


FILTERS: dict[str, Callable[..., Any]] = {
    "digits": digits,
    "with_digits": with_digits,
    "compact": compact,
    "named": named,
    "code": code,
    "qr": qr_code.svg,
    "hour": hour,
    "jdate": jdate,
    "short_date": short_date,
    "date_value": date_value,
    "minutes": minutes,
    "stopwatch": stopwatch,
    "labelled": table_labels.labelled,
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals["example_day"] = lambda: short_date(EXAMPLE_DAY)
    app.jinja_env.filters.update({name: _not_constant(show) for name, show in FILTERS.items()})


def _not_constant(show: Callable[..., Any]) -> Callable[..., Any]:
    """Jinja applies a filter to a constant once, when it compiles the page; these depend on the page's language."""

    @pass_context
    def filtered(_context: object, *values: object) -> Any:
        return show(*values)

    return filtered
