"""Figures of applications over periods."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.application_reports.queries.names import Names
from deskq.application_reports.queries.report import ApplicationReport, Compared, Row, StageRow, application_report
from deskq.application_reports.rules import Figures, OpenFigures, StageFigures
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.quantiles import quantile
from deskq.reports.period import queries, rules
from deskq.web.forms import Form

Division = Literal["service", "unit", "stage", "day", "week", "month", "half", "year"]


class ApplicationReportQuery(Form):
    """Days as 2026-11-24 or 1405/09/03, both included; default: the current Jalali month."""

    from_: Annotated[str, Field(alias="from", max_length=20)] = ""
    to: Annotated[str, Field(max_length=20)] = ""
    by: Division = "service"


class Days(BaseModel):
    """Whole days of ``n`` cases; null if there are none."""

    n: int
    p50: int | None
    p90: int | None


class HandsOut(BaseModel):
    """Working days of the municipal calendar in the hands of the municipality, the applicant, and outside bodies."""

    town: Days
    applicant: Days
    outside: Days


class AnswersOut(BaseModel):
    """``in_first``, ``in_latest``: answers (finished and refused) by the first promised date and by the latest;
    ``extended``: answered applications with an extension; ``visits`` and ``units`` of all finished ones together;
    ``visits_known``: finished ones whose visits are known, as those of imported ones are not; ``calendar_days``: from
    opening to answer."""

    received: int
    finished: int
    refused: int
    withdrawn: int
    in_first: int
    in_latest: int
    extensions: int
    extended: int
    visits: int
    visits_known: int
    units: int
    calendar_days: Days
    working_days: HandsOut


class StagesOut(BaseModel):
    """Stages that ended; the working days are those of the ones done."""

    done: int
    skipped: int
    stopped: int
    working_days: HandsOut


class ApplicationRow(BaseModel):
    """``key``: code of a service or unit, service/stage, or first day. Rows of units and stages have only ``stages``,
    all others only ``answers``."""

    key: str
    name: schemas.NameOut | None
    first_day: date | None
    last_day: date | None
    answers: AnswersOut | None
    stages: StagesOut | None


class EarlierAnswers(BaseModel):
    first_day: date
    last_day: date
    answers: AnswersOut


class OpenOut(BaseModel):
    """Open at the end of the range, or now. ``ages``: up to 7, 30, 90 calendar days, and older. ``late`` and
    ``waiting`` (for the applicant or an outside body) are present values and never of an earlier date."""

    count: int
    ages: list[int]
    late: int | None
    waiting: int | None


class ApplicationReportOut(BaseModel):
    """``until``: set if the range is not over; figures are complete until this time."""

    by: Division
    first_day: date
    last_day: date
    until: datetime | None
    total: AnswersOut
    open: OpenOut | None
    rows: list[ApplicationRow]
    before: EarlierAnswers | None
    year_ago: EarlierAnswers | None


@endpoint(
    "GET", "/reports/applications", act="reports.read", query=ApplicationReportQuery, answer=ApplicationReportOut,
    refusals=(InvalidInput,), limit="60 per minute",
)  # fmt: skip
def show_application_report(caller: Caller, query: ApplicationReportQuery) -> ApplicationReportOut:
    """Figures of applications over a range of days: received, answered, promises kept, days by whose hands."""
    session = db.session()
    asked = rules.read(query.from_, query.to, queries.today(session, caller.office_id))
    rules.check_division(asked, query.by)
    report = application_report(session, caller.office_id, asked, query.by)
    names = Names(session, caller.office_id)
    return ApplicationReportOut(
        by=query.by,
        first_day=asked.first,
        last_day=asked.last,
        until=report.until.astimezone(UTC) if report.until is not None else None,
        total=_answers(report.total),
        open=_open(report.open),
        rows=[
            *(_row(report, row, names) for row in report.rows),
            *(_stage(report, row, names) for row in report.stages),
        ],
        before=_earlier(report.before),
        year_ago=_earlier(report.year_ago),
    )


def _row(report: ApplicationReport, row: Row, names: Names) -> ApplicationRow:
    days = row.days
    return ApplicationRow(
        key=days.first.isoformat() if days is not None else names.code(report.by, row.key),
        name=schemas.name(names.sheet(row.key)) if days is None else None,
        first_day=days.first if days is not None else None,
        last_day=days.last if days is not None else None,
        answers=_answers(row.figures),
        stages=None,
    )


def _stage(report: ApplicationReport, row: StageRow, names: Names) -> ApplicationRow:
    figures = row.figures
    return ApplicationRow(
        key=names.code(report.by, row.key),
        name=schemas.name(names.parts(report.by, row.key)[0]),
        first_day=None,
        last_day=None,
        answers=None,
        stages=StagesOut(
            done=figures.done, skipped=figures.skipped, stopped=figures.stopped, working_days=_hands(figures)
        ),
    )


def _earlier(compared: Compared | None) -> EarlierAnswers | None:
    if compared is None:
        return None
    days = compared.days
    return EarlierAnswers(first_day=days.first, last_day=days.last, answers=_answers(compared.figures))


def _open(found: OpenFigures | None) -> OpenOut | None:
    if found is None:
        return None
    return OpenOut(count=found.count, ages=list(found.ages), late=found.late, waiting=found.waiting)


def _answers(figures: Figures) -> AnswersOut:
    same = (
        *("received", "finished", "refused", "withdrawn", "in_first", "in_latest"),
        *("extensions", "extended", "visits", "visits_known", "units"),
    )
    return AnswersOut(
        **{name: getattr(figures, name) for name in same},
        calendar_days=_of(figures.whole),
        working_days=_hands(figures),
    )


def _hands(figures: Figures | StageFigures) -> HandsOut:
    return HandsOut(town=_of(figures.town), applicant=_of(figures.applicant), outside=_of(figures.outside))


def _of(lengths: Counter[int]) -> Days:
    return Days(n=lengths.total(), p50=quantile(lengths, 0.5), p90=quantile(lengths, 0.9))
