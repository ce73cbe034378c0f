"""The table of a report of visits as rows for spreadsheets, and as CSV."""

from collections.abc import Iterator

from deskq.core.quantiles import quantile
from deskq.reports.period.figures import Figures
from deskq.reports.period.queries import VisitReport
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period.labels import Labels
from deskq.web import spreadsheet
from deskq.web.spreadsheet import Cell

COLUMNS = (
    *("by", "name", "first_day", "last_day", "visitors", "served", "no_shows", "abandoned", "transfers", "priority"),
    *("called", "first_wait_median_s", "first_wait_p90_s", "within_target_percent"),
    *("total_wait_median_s", "total_wait_p90_s", "finished", "service_median_s", "service_p90_s"),
    *("joined_from_outside", "overtaking", "overtaking_by_priority", "overtaking_percent", "within_target_of"),
)


def rows(report: VisitReport, labels: Labels) -> Iterator[list[Cell]]:
    """A row for each group, then the total, the period before and the same period last year; days in ISO 8601."""
    for row in report.rows:
        days = row.days or report.days
        yield [report.by, labels.row(report.by, row), *_days(days), *_figures(row.figures)]
    yield ["all", "", *_days(report.days), *_figures(report.total)]
    for what, compared in (("before", report.before), ("year_ago", report.year_ago)):
        if compared is not None:
            yield [what, "", *_days(compared.days), *_figures(compared.figures)]


def to_csv(report: VisitReport, labels: Labels) -> str:
    return spreadsheet.to_csv(COLUMNS, rows(report, labels))


def _days(days: DateRange) -> list[Cell]:
    return [days.first.isoformat(), days.last.isoformat()]


def _figures(figures: Figures) -> list[Cell]:
    called = figures.first.total()
    return [
        figures.arrivals, figures.served, figures.no_shows, figures.abandoned, figures.transfers, figures.priority,
        called, quantile(figures.first, 0.5), quantile(figures.first, 0.9),
        round(100 * figures.in_time / figures.judged, 1) if figures.judged else None,
        quantile(figures.total, 0.5), quantile(figures.total, 0.9),
        figures.service.total(), quantile(figures.service, 0.5), quantile(figures.service, 0.9),
        figures.joined, figures.overtaking, figures.overtaking_by_class,
        round(100 * figures.overtaking / called, 1) if called else None, figures.judged,
    ]  # fmt: skip
