"""The table of a report of visits as a workbook."""

from collections.abc import Iterator
from typing import IO

from flask_babel import gettext

from deskq.core.errors import N_
from deskq.core.text import jalali, persian
from deskq.reports.period.queries import VisitReport
from deskq.reports.views.period import csv_table
from deskq.reports.views.period.labels import DIVISIONS, Labels, title
from deskq.web import i18n
from deskq.web.spreadsheet import Cell, Column, xlsx_file

#: First column of the rows that are not a group.
WHOLE = {"all": N_("All"), "before": N_("Period before"), "year_ago": N_("Same period last year")}


def to_xlsx(report: VisitReport, labels: Labels) -> IO[bytes]:
    """The rows of the CSV, with days also in the Jalali calendar. Returns an unnamed file, positioned at its
    beginning."""
    return xlsx_file(title(report.days), _columns(report), _rows(report, labels), persian=i18n.language() == "fa")


def _columns(report: VisitReport) -> list[Column]:
    median, most = gettext("half within"), gettext("nine in ten within")
    first, whole, service = gettext("First wait"), gettext("Total wait"), gettext("Service time")
    return [
        Column(gettext(DIVISIONS[report.by]), "text", 34),
        Column(gettext("First day"), "text", 14), Column(gettext("Last day"), "text", 14),
        Column(f"{gettext('First day')} (ISO)", "text", 12), Column(f"{gettext('Last day')} (ISO)", "text", 12),
        Column(gettext("Visitors")), Column(gettext("Served")), Column(gettext("Did not come")),
        Column(gettext("Left")), Column(gettext("Sent on")), Column(gettext("Priority")),
        Column(gettext("Called")), Column(f"{first}: {median}", "duration"), Column(f"{first}: {most}", "duration"),
        Column(gettext("In time"), "percent"), Column(f"{whole}: {median}", "duration"),
        Column(f"{whole}: {most}", "duration"), Column(gettext("Finished")),
        Column(f"{service}: {median}", "duration"), Column(f"{service}: {most}", "duration"),
        Column(gettext("From outside")), Column(gettext("Ahead of others")),
        Column(gettext("Ahead of others by priority")), Column(gettext("Ahead of others, share"), "percent"),
        Column(gettext("In time, of visitors")),
    ]  # fmt: skip


def _rows(report: VisitReport, labels: Labels) -> Iterator[list[Cell]]:
    for what, name, first, last, *figures in csv_table.rows(report, labels):
        written = name if name or str(what) not in WHOLE else gettext(WHOLE[str(what)])
        yield [written, _jalali(str(first)), _jalali(str(last)), first, last, *figures]


def _jalali(day: str) -> str:
    written = jalali.short_date(jalali.parse(day))
    return persian.persian_digits(written) if i18n.language() == "fa" else written
