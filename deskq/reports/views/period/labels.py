"""Names of periods, groups and lengths of time in the language of the page."""

from collections.abc import Mapping

from flask_babel import gettext

from deskq.core.errors import N_
from deskq.core.quantiles import rounded_up
from deskq.core.text import jalali
from deskq.core.text.jalali import JalaliDate
from deskq.core.text.names import Name
from deskq.office.config_cache import OfficeConfig
from deskq.ratings.labels import counter, short_period
from deskq.reports.period.queries import Row, VisitReport
from deskq.reports.period.rules import DateRange
from deskq.reports.period.visits import CHANNELS
from deskq.web import filters, i18n

DIVISIONS = {
    "day": N_("Day"), "week": N_("Week"), "month": N_("Month"), "half": N_("Half-year"), "year": N_("Year"),
    "service": N_("Service"), "counter": N_("Counter"), "clerk": N_("Clerk"), "channel": N_("How the ticket was taken"),
    "priority": N_("Priority"), "hour": N_("Hour of arrival"),
}  # fmt: skip
CHANNEL_NAMES = {
    "device": N_("Kiosk"), "person": N_("At a counter, by staff"), "visitor": N_("On their own phone"),
    "token": N_("Another system"), "other": N_("Other"),
}  # fmt: skip
WEEKDAYS_EN = ("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


class Labels:
    """Names of the rows of reports of one office; ``people``: {person id: name}."""

    def __init__(self, config: OfficeConfig, people: Mapping[int, Name]) -> None:
        self.config, self.people = config, people

    def row(self, by: str, row: Row) -> str:
        if row.days is not None:
            return period(row.days, by)
        return str(getattr(self, by)(row.key))

    def service(self, key: int) -> str:
        return _known(self.config.services.get(key))

    def counter(self, key: int) -> str:
        return counter(self.config, key) if key in self.config.counters else gettext("Removed")

    def clerk(self, key: int) -> str:
        return filters.named(self.people[key]) if key in self.people else str(gettext("Removed"))

    def priority(self, key: int) -> str:
        return _known(self.config.priorities.get(key))

    def channel(self, key: int) -> str:
        return str(gettext(CHANNEL_NAMES[CHANNELS[key]]))

    def hour(self, key: int) -> str:
        return hours(key)


def _known(row: object) -> str:
    name = getattr(row, "name", None)
    return filters.named(name) if name is not None else str(gettext("Removed"))


def hours(hour: int) -> str:
    """«۹ تا ۱۰», 9 to 10."""
    return str(gettext("%(first)s to %(last)s", first=filters.digits(hour), last=filters.digits(hour + 1)))


def weekday(number: int) -> str:
    """0 is Saturday."""
    return jalali.WEEKDAYS[number] if i18n.language() == "fa" else WEEKDAYS_EN[number]


def title(days: DateRange) -> str:
    """The name of the period of a report."""
    return period(days, days.kind)


def period(days: DateRange, kind: str) -> str:
    """«آذر ۱۴۰۵», «نیمهٔ دوم ۱۴۰۵», «شنبه ۷ آذر ۱۴۰۵»; part of a longer period has its first and last day."""
    if kind == "day":
        return jalali.written_date(days.first, i18n.language())
    of = JalaliDate(days.first)
    if days.kind == kind == "month":
        return short_period("month", of.year * 100 + of.month)
    if days.kind == kind == "half":
        return short_period("half", of.year * 10 + (1 if of.month <= 6 else 2))
    if days.kind == kind == "year":
        return str(gettext("The year %(year)s", year=filters.digits(of.year)))
    first, last = filters.short_date(days.first), filters.short_date(days.last)
    return first if first == last else str(gettext("%(first)s to %(last)s", first=first, last=last))


def duration(seconds: int | None) -> str:
    """Hours and minutes, rounded up; «–» without a value."""
    if seconds is None:
        return "–"
    hours, minutes = divmod(rounded_up(seconds, 60), 60)
    if not hours:
        return str(gettext("%(n)s min", n=filters.digits(minutes)))
    if not minutes:
        return str(gettext("%(hours)s h", hours=filters.digits(hours)))
    return str(gettext("%(hours)s h %(n)s min", hours=filters.digits(hours), n=filters.digits(minutes)))


def until(report: VisitReport) -> str:
    return filters.hour(report.until) if report.until is not None else ""
