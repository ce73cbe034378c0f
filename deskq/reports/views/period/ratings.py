"""Ratings of the weeks within a report's range, for supervisors, beside those of the earlier ranges."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from deskq.access import permissions
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.ratings.labels import count
from deskq.ratings.results.range_figure import RangeFigure, range_figure
from deskq.reports.period.queries import VisitReport
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period import labels
from deskq.web import filters

ACT = "ratings.range"


@dataclass(frozen=True, slots=True)
class RatedRange:
    """A row of the table, in words; ``says``: the sentence above it."""

    name: str
    score: str
    likely: str
    n: str
    weeks: str
    says: str


def of_report(caller: Caller, report: VisitReport) -> list[RatedRange]:
    """The range, the period before and the same period last year; empty for other roles, for chosen services, and
    where nothing is shown."""
    if not permissions.may(caller.role, ACT) or report.services:
        return []
    earlier = [compared.days for compared in (report.before, report.year_ago) if compared is not None]
    rows = [_row(caller, days) for days in (report.days, *earlier)]
    return rows if any(row.n != "–" for row in rows) else []


def _row(caller: Caller, days: DateRange) -> RatedRange:
    office = config_cache.of(db.session(), caller.office_id).office
    found = range_figure(db.session(), office, days.first, days.last)
    figure = found.figure
    if figure is None:
        nothing = str(gettext("No whole week of this period has enough ratings to show."))
        return RatedRange(labels.title(days), "–", "–", "–", _weeks(found), nothing)
    low, high = figure.interval
    score, likely = _number(figure.score), f"{_number(low)}–{_number(high)}"
    says = gettext(
        "Satisfaction %(score)s of 100 (likely %(likely)s), from %(n)s ratings.",
        score=score, likely=likely, n=count(figure.n),
    )  # fmt: skip
    return RatedRange(labels.title(days), score, likely, count(figure.n), _weeks(found), str(says))


def _weeks(found: RangeFigure) -> str:
    """«۳ هفته، ۱۴۰۵/۰۸/۰۲ تا ۱۴۰۵/۰۸/۲۲؛ ۱ هفته با نظر کم»."""
    if found.first is None or found.last is None:
        return "–"
    shown = ngettext("%(n)s week", "%(n)s weeks", found.weeks, n=count(found.weeks))
    ends = gettext("%(first)s to %(last)s", first=filters.short_date(found.first), last=filters.short_date(found.last))
    out = ngettext("%(n)s not shown", "%(n)s not shown", found.left_out, n=count(found.left_out))
    parts = [str(shown), str(ends), *([str(out)] if found.left_out else [])]
    return str(gettext(", ")).join(parts)


def _number(score: float) -> str:
    return str(filters.digits(round(score)))
