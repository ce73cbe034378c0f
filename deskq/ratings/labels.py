"""Names and number formats of the pages of ratings: endings, sources, reasons of exclusion, periods."""

from collections.abc import Callable
from datetime import date
from functools import partial

from flask_babel import gettext

from deskq.core.text import jalali, persian
from deskq.core.text.names import Name
from deskq.office.config_cache import OfficeConfig
from deskq.ratings.appeals import rules
from deskq.ratings.results.periods import Period
from deskq.web import filters, i18n

MONTHS_EN = (
    *("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar"),
    *("Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"),
)
ENDINGS = {
    "done": Name("کار انجام شد", "Work done"),
    "could_not": Name("انجام نشد", "Could not be done"),
    "absent": Name("غایب", "Absent"),
    "cancelled": Name("لغو شده", "Cancelled"),
    "expired": Name("تا پایان روز خوانده نشد", "Not called by the end of the day"),
}
SOURCES = {
    "phone": Name("صفحهٔ نوبت در تلفن", "Ticket page on a phone"),
    "tablet": Name("تبلت روی باجه", "Counter tablet"),
    "kiosk": Name("کیوسک", "Kiosk"),
    "sms": Name("پیوند پیامک", "Text message link"),
    "api": Name("سامانهٔ دیگر", "Another system"),
}
MARKS = {
    "staff": Name("از دستگاه کارکنان", "From a staff device"),
    "burst": Name("رگباری از یک جا", "Many at once from one place"),
    "clock": Name("ساعت دستگاه عقب بود", "While the clock was wrong"),
}
#: Why a rating is excluded: its mark, or the ground of an upheld appeal.
EXCLUSION_REASONS = {
    **MARKS,
    **{ground: Name(f"اعتراض وارد: {name.fa}", f"Appeal upheld: {name.en}") for ground, name in rules.GROUNDS.items()},
}
FACES = {
    5: Name("خیلی خوب", "Very good"),
    4: Name("خوب", "Good"),
    3: Name("متوسط", "Fair"),
    2: Name("ضعیف", "Poor"),
    1: Name("خیلی ضعیف", "Very poor"),
}


def template_functions(config: OfficeConfig) -> dict[str, Callable[..., str]]:
    """Functions that the page of results calls to name things and format numbers."""
    return {
        "service_name": lambda key: filters.named(config.services[key].name),
        "counter_name": partial(counter, config),
        "ending_name": lambda key: filters.named(ENDINGS[key]),
        "source_name": lambda key: filters.named(SOURCES[key]),
        "short_name": short_period,
        "written": long_date,
        "count": count,
        "whole": whole,
        "percent": percent,
        "tenth": one_decimal,
    }


def counter(config: OfficeConfig, key: int | None) -> str:
    """Number of the counter, and its name where it has one."""
    found = config.counters.get(key or 0)
    if found is None:
        return str(gettext("No counter"))
    return " ".join(part for part in (filters.digits(found.number), filters.named(found.name)) if part)


def counter_order(config: OfficeConfig, key: int | None) -> int:
    """Sort key: by number; visits without a counter come last."""
    found = config.counters.get(key or 0)
    return found.number if found is not None else 2**31


def count(number: int) -> str:
    """«۱٬۲۴۰», 1,240."""
    text = f"{number:,}"
    return filters.digits(text.replace(",", "٬") if i18n.language() == "fa" else text)


def whole(number: float) -> str:
    return filters.digits(round(number))


def one_decimal(number: float) -> str:
    return filters.digits(round(number, 1))


def percent(share: float) -> str:
    return filters.digits(f"{round(share * 100)}٪" if i18n.language() == "fa" else f"{round(share * 100)}%")


def long_date(day: date) -> str:
    return jalali.written_date(day, i18n.language())


def period_title(period: Period) -> str:
    """Name of the period: «نیمهٔ دوم ۱۴۰۵», «آبان ۱۴۰۵», "This week"."""
    if period.kind == "week":
        return str(gettext("This week"))
    return short_period(period.kind, period.of)


def short_period(kind: str, of: int) -> str:
    """«نیمهٔ دوم ۱۴۰۵», «آبان ۱۴۰۵», "Aban 1405"."""
    if kind == "half":
        half = gettext("First half of %(year)s") if of % 10 == 1 else gettext("Second half of %(year)s")
        return str(half % {"year": filters.digits(of // 10)})
    year, month = divmod(of, 100)
    if i18n.language() == "fa":
        return persian.persian_digits(f"{jalali.MONTHS[month - 1]} {year}")
    return f"{MONTHS_EN[month - 1]} {year}"


def short_date(day: int) -> str:
    return filters.short_date(jalali.gregorian(day))
