"""Public holidays of Iran by the solar calendar, and their next dates. Holidays by the lunar calendar are announced
each year and entered by hand."""

from datetime import date

from deskq.core.text import jalali
from deskq.core.text.names import Name

#: (month, day) of the Jalali year.
YEARLY = {
    (1, 1): Name("نوروز", "Nowruz"),
    (1, 2): Name("نوروز", "Nowruz"),
    (1, 3): Name("نوروز", "Nowruz"),
    (1, 4): Name("نوروز", "Nowruz"),
    (1, 12): Name("روز جمهوری اسلامی", "Islamic Republic Day"),
    (1, 13): Name("روز طبیعت", "Nature Day"),
    (3, 14): Name("رحلت امام خمینی", "Anniversary of Imam Khomeini’s death"),
    (3, 15): Name("قیام ۱۵ خرداد", "Uprising of 15 Khordad"),
    (11, 22): Name("پیروزی انقلاب اسلامی", "Victory of the Islamic Revolution"),
    (12, 29): Name("ملی شدن صنعت نفت", "Nationalisation of oil"),
}


def coming(today: date) -> list[tuple[date, Name]]:
    """The next date of each holiday, from today on, in order of date."""
    year = jalali.day_number(today) // 10_000
    return sorted((_next(year, *day, today), name) for day, name in YEARLY.items())


def _next(year: int, month: int, day: int, today: date) -> date:
    found = jalali.gregorian(year * 10_000 + month * 100 + day)
    return found if found >= today else jalali.gregorian((year + 1) * 10_000 + month * 100 + day)
