"""The table of the report of messages as CSV and as a workbook."""

from collections.abc import Iterator
from typing import IO

from flask_babel import gettext

from deskq.core import clock
from deskq.message_reports.figures import MessageReport
from deskq.message_reports.views.words import DIVISIONS, Named, days_open
from deskq.ratings.results.confidence import wilson
from deskq.reports.views.period.labels import title
from deskq.web import i18n, spreadsheet
from deskq.web.spreadsheet import Cell, Column

COLUMNS = (
    *("by", "name", "registered", "answered", "due", "in_time", "in_time_percent", "low_percent", "high_percent"),
    *("open", "open_calm", "open_amber", "open_red", "open_late", "oldest_days"),
)


def rows(report: MessageReport, name: Named) -> Iterator[list[Cell]]:
    """A row for each group, then all. Shares in percent with the ends of their 95 % interval."""
    now = clock.now()
    for row in (*report.rows, report.total):
        by, words = (report.by, name(row)) if row is not report.total else ("all", "")
        shares = (row.in_time / row.due, *wilson(row.in_time, row.due)) if row.due else ()
        percents: list[Cell] = [round(100 * share, 1) for share in shares] or [None, None, None]
        ages = (row.open, row.calm, row.amber, row.red, row.late, days_open(row, now))
        yield [by, words, row.registered, row.answered, row.due, row.in_time, *percents, *ages]


def to_csv(report: MessageReport, name: Named) -> str:
    return spreadsheet.to_csv(COLUMNS, rows(report, name))


def to_xlsx(report: MessageReport, name: Named) -> IO[bytes]:
    """The rows of the CSV. Returns an unnamed file, positioned at its beginning."""
    shown = ([words or gettext("All"), *figures] for _by, words, *figures in rows(report, name))
    return spreadsheet.xlsx_file(title(report.days), _columns(report), shown, persian=i18n.language() == "fa")


def _columns(report: MessageReport) -> list[Column]:
    share = gettext("Share in time")
    return [
        Column(gettext(DIVISIONS[report.by]), "text", 34), Column(gettext("Registered")), Column(gettext("Answered")),
        Column(gettext("Answers due")), Column(gettext("Answered in time")), Column(share, "percent"),
        Column(f"{share}: {gettext('at least')}", "percent"), Column(f"{share}: {gettext('at most')}", "percent"),
        Column(gettext("Without an answer")), Column(gettext("Under half of the time")),
        Column(gettext("Past half of the time")), Column(gettext("Past three quarters")),
        Column(gettext("Past their date")), Column(gettext("Oldest (days)")),
    ]  # fmt: skip
