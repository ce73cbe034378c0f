"""Sentences, charts and names of the report of messages."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext, ngettext

from deskq.core.errors import N_
from deskq.message_reports.figures import MessageReport, MessageRow
from deskq.ratings.labels import count, percent
from deskq.ratings.results.confidence import wilson
from deskq.reports.views.period.charts import Bar, Chart, of_scale

DIVISIONS = {
    "kind": N_("Kind"), "channel": N_("Channel"), "category": N_("Category"), "unit": N_("Unit"),
    "district": N_("District"),
}  # fmt: skip
Named = Callable[[MessageRow], str]


def says(report: MessageReport, name: Named) -> str:
    """The sentence above the chart."""
    total = report.total
    if not total.due:
        return str(gettext("%(n)s messages were registered; no answer is due yet.", n=count(total.registered)))
    most = report.rows[0]
    return str(
        gettext(
            "%(n)s messages were registered, most of them: %(name)s. %(share)s of the answers due came in time.",
            n=count(total.registered), name=name(most), share=percent(total.in_time / total.due),
        )
    )  # fmt: skip


def chart(report: MessageReport, name: Named) -> Chart:
    top = max((row.registered for row in report.rows), default=0)
    return Chart(
        [
            Bar(name(row), of_scale(row.in_time, top), of_scale(row.registered, top), of_row(row, name))
            for row in report.rows
        ],
        top,
    )


def of_row(row: MessageRow, name: Named) -> str:
    return str(
        gettext(
            "%(name)s: %(n)s messages, %(answered)s answered in time",
            name=name(row), n=count(row.registered), answered=count(row.in_time),
        )
    )  # fmt: skip


def share(row: MessageRow) -> str:
    """The share answered in time of the messages due, with its interval."""
    if not row.due:
        return "–"
    low, high = wilson(row.in_time, row.due)
    part = percent(row.in_time / row.due)
    return str(gettext("%(share)s (likely %(low)s to %(high)s)", share=part, low=percent(low), high=percent(high)))


def age_says(report: MessageReport, name: Named) -> str:
    """How many wait for an answer now, how many are late, and where most of those are."""
    total = report.total
    if not total.open:
        return str(gettext("Every message of this period has been answered."))
    waiting = ngettext(
        "%(n)s message has no answer yet.", "%(n)s messages have no answer yet.", total.open, n=count(total.open)
    )
    if not total.late:
        in_time = gettext("None of them is past its date.")
        return f"{waiting} {in_time}"
    worst = max(report.rows, key=lambda row: row.late)
    late = ngettext(
        "%(n)s of them is past its date (most: %(name)s).", "%(n)s of them are past their date (most: %(name)s).",
        total.late, n=count(total.late), name=name(worst),
    )  # fmt: skip
    return f"{waiting} {late}"


def age_chart(report: MessageReport, name: Named) -> Chart:
    """Messages without an answer, and those among them past their date."""
    rows = [row for row in report.rows if row.open]
    top = max((row.open for row in rows), default=0)
    return Chart(
        [Bar(name(row), of_scale(row.late, top), of_scale(row.open, top), _of_age(row, name)) for row in rows],
        top,
    )


def days_open(row: MessageRow, now: datetime) -> int | None:
    """Whole days since the oldest message without an answer was registered; 0 too where the clock was put back since
    then."""
    return None if row.oldest is None else max(0, (now - row.oldest).days)


def _of_age(row: MessageRow, name: Named) -> str:
    return str(
        gettext(
            "%(name)s: %(n)s without an answer, %(late)s of them past their date",
            name=name(row), n=count(row.open), late=count(row.late),
        )
    )  # fmt: skip
