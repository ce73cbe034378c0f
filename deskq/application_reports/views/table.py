"""The table of a report of applications as rows for spreadsheets: CSV and workbook."""

from collections import Counter
from collections.abc import Iterator
from typing import IO

from flask_babel import gettext

from deskq.application_reports.queries.report import ApplicationReport
from deskq.application_reports.rules import HANDS, LENGTHS, Figures, StageFigures
from deskq.application_reports.views.names import DIVISIONS, Labels
from deskq.applications.rules.outlook import nine_in_ten
from deskq.core.errors import N_
from deskq.core.quantiles import quantile
from deskq.reports.period.rules import DateRange
from deskq.reports.views.period.labels import title
from deskq.web import i18n, spreadsheet
from deskq.web.spreadsheet import Cell, Column

ANSWER_COLUMNS = (
    *("received", "finished", "refused", "withdrawn", "answered", "in_first_percent", "in_latest_percent"),
    *("extensions", "extended", "visits_per_finished", "units_per_finished", "whole_median_days", "whole_p90_days"),
    *(f"{hand}_{what}_working_days" for hand in HANDS for what in ("median", "p90")),
)
STAGE_COLUMNS = (
    *("done", "skipped", "stopped"),
    *(f"{hand}_{what}_working_days" for hand in HANDS for what in ("median", "p90")),
)
FIRST = ("by", "name", "first_day", "last_day")
HEADS = {
    "received": N_("Received"), "finished": N_("Finished"), "refused": N_("Refused"), "withdrawn": N_("Withdrawn"),
    "answered": N_("Applications answered"), "in_first_percent": N_("By the first date"),
    "in_latest_percent": N_("By the latest date"), "extensions": N_("Extensions"),
    "extended": N_("Applications with an extension"), "visits_per_finished": N_("Visits per finished one"),
    "units_per_finished": N_("Units per finished one"), "done": N_("Done"), "skipped": N_("Not needed"),
    "stopped": N_("Ended with the application"), "whole": N_("Opening to answer (calendar days)"),
    "town": N_("The municipality’s (working days)"), "applicant": N_("The applicant’s (working days)"),
    "outside": N_("Outside bodies’ (working days)"),
}  # fmt: skip
WHOLE = {"all": N_("All"), "before": N_("Period before"), "year_ago": N_("Same period last year")}


def columns(report: ApplicationReport) -> tuple[str, ...]:
    return (*FIRST, *(STAGE_COLUMNS if report.stages else ANSWER_COLUMNS))


def rows(report: ApplicationReport, names: Labels) -> Iterator[list[Cell]]:
    """A row for each group; of answers the total and earlier periods too. Days in ISO 8601."""
    for one in report.stages:
        yield [report.by, names.stage_row(report.by, one), *_days(report.days), *_stage(one.figures)]
    if report.stages:
        return
    for row in report.rows:
        yield [report.by, names.row(report.by, row), *_days(row.days or report.days), *_answers(row.figures)]
    yield ["all", "", *_days(report.days), *_answers(report.total)]
    for what, compared in (("before", report.before), ("year_ago", report.year_ago)):
        if compared is not None:
            yield [what, "", *_days(compared.days), *_answers(compared.figures)]


def to_csv(report: ApplicationReport, names: Labels) -> str:
    """The byte order mark makes spreadsheets read it as UTF-8."""
    return spreadsheet.to_csv(columns(report), rows(report, names))


def to_xlsx(report: ApplicationReport, names: Labels) -> IO[bytes]:
    """The same rows, at the beginning of a file without a name."""
    return spreadsheet.xlsx_file(
        title(report.days), _heads(report), _named_rows(report, names), persian=i18n.language() == "fa"
    )


def _named_rows(report: ApplicationReport, names: Labels) -> Iterator[list[Cell]]:
    for what, name, *rest in rows(report, names):
        yield [gettext(WHOLE[str(what)]) if what in WHOLE else name, *rest]


def _heads(report: ApplicationReport) -> list[Column]:
    found = [
        Column(gettext(DIVISIONS[report.by]), "text", 34),
        Column(f"{gettext('First day')} (ISO)", "text", 12), Column(f"{gettext('Last day')} (ISO)", "text", 12),
    ]  # fmt: skip
    for name in columns(report)[len(FIRST) :]:
        if name in HEADS:
            found.append(Column(gettext(HEADS[name]), "percent" if name.endswith("percent") else "number"))
            continue
        of, what, *_rest = name.split("_")
        words = gettext("half took up to") if what == "median" else gettext("nine in ten took up to")
        found.append(Column(f"{gettext(HEADS[of])}: {words}"))
    return found


def _days(days: DateRange) -> list[Cell]:
    return [days.first.isoformat(), days.last.isoformat()]


def _answers(one: Figures) -> list[Cell]:
    n, finished = one.answered, one.finished
    return [
        one.received, finished, one.refused, one.withdrawn, n, _percent(one.in_first, n), _percent(one.in_latest, n),
        one.extensions, one.extended, round(one.visits / one.visits_known, 2) if one.visits_known else None,
        round(one.units / finished, 2) if finished else None,
        *(cell for name in LENGTHS for cell in _two(getattr(one, name))),
    ]  # fmt: skip


def _stage(one: StageFigures) -> list[Cell]:
    return [one.done, one.skipped, one.stopped, *(cell for hand in HANDS for cell in _two(getattr(one, hand)))]


def _two(lengths: Counter[int]) -> list[Cell]:
    """Of too few cases the second stays empty."""
    return [quantile(lengths, 0.5), nine_in_ten(lengths)]


def _percent(part: int, n: int) -> float | None:
    return round(100 * part / n, 1) if n else None
