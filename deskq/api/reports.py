"""Reports over periods, as figures."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.quantiles import quantile
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import PriorityClass, Service
from deskq.reports.period import queries, rules
from deskq.reports.period.figures import Figures
from deskq.reports.period.queries import Compared, Row, VisitReport
from deskq.reports.period.visits import CHANNELS
from deskq.web.forms import Form

Division = Literal["day", "week", "month", "half", "year", "service", "counter", "channel", "priority", "hour", "clerk"]


class ReportQuery(Form):
    """Days as 2026-11-24 or 1405/09/03, both included; default: the current Jalali month."""

    from_: Annotated[str, Field(alias="from", max_length=20)] = ""
    to: Annotated[str, Field(max_length=20)] = ""
    by: Division | None = None


class Lengths(BaseModel):
    """Seconds, of ``n`` visits; null if there are none."""

    n: int
    p50: int | None
    p90: int | None


class FiguresOut(BaseModel):
    """``within_target``: visitors first called within the target of their service, of ``within_target_of``: those
    called, and those who gave up or still wait uncalled after it; ``joined``: tickets taken from outside;
    ``overtaking``: visitors called before somebody who had come earlier for the same service,
    ``overtaking_by_priority``: those who passed only visitors of classes with less weight. Who was sent on to another
    service, counter or clerk is counted at each of them: the first wait where it was, the ending at the last."""

    visitors: int
    served: int
    no_shows: int
    abandoned: int
    transfers: int
    priority: int
    joined: int
    overtaking: int
    overtaking_by_priority: int
    within_target: int
    within_target_of: int
    first_wait: Lengths
    total_wait: Lengths
    service_time: Lengths


class ReportRow(BaseModel):
    """``key``: code of a service or class, number of a counter, name of a channel, hour, or first day."""

    key: str
    name: schemas.NameOut | None
    first_day: date | None
    last_day: date | None
    figures: FiguresOut


class EarlierOut(BaseModel):
    first_day: date
    last_day: date
    figures: FiguresOut


class ReportOut(BaseModel):
    """``until``: set if the range is not over; figures are complete until this time. ``target``: seconds, of services
    without their own, which ``own_targets`` has by code. ``year_ago``: null without visitors then, and of more than a
    year, which is never compared with some of itself."""

    name: str
    by: Division
    first_day: date
    last_day: date
    until: datetime | None
    target: int
    own_targets: dict[str, int]
    total: FiguresOut
    rows: list[ReportRow]
    before: EarlierOut | None
    year_ago: EarlierOut | None


@endpoint(
    "GET",
    "/reports/<name>",
    act="reports.read",
    query=ReportQuery,
    answer=ReportOut,
    refusals=(InvalidInput, NotFound),
    limit="60 per minute",
)
def show_report(caller: Caller, name: str, query: ReportQuery) -> ReportOut:
    """Figures of the report ``visits`` over a range of days. Figures of single clerks are for supervisors only."""
    if name != "visits":
        raise NotFound
    if query.by == "clerk":
        raise Forbidden
    session = db.session()
    asked = rules.read(query.from_, query.to, queries.today(session, caller.office_id))
    by = query.by or rules.usual_division(asked)
    rules.check_division(asked, by)
    report = queries.visit_report(session, caller.office_id, asked, by)
    config = config_cache.of(session, caller.office_id)
    return ReportOut(
        name=name,
        by=by,
        first_day=asked.first,
        last_day=asked.last,
        until=report.until.astimezone(UTC) if report.until is not None else None,
        target=report.targets.usual,
        own_targets={config.services[service].code: seconds for service, seconds in report.targets.own.items()},
        total=_figures(report.total),
        rows=[_row(report, row, config) for row in report.rows],
        before=_earlier(report.before),
        year_ago=_earlier(report.year_ago),
    )


def _row(report: VisitReport, row: Row, config: OfficeConfig) -> ReportRow:
    key, name = _named(report.by, row, config)
    return ReportRow(
        key=key,
        name=name,
        first_day=row.days.first if row.days is not None else None,
        last_day=row.days.last if row.days is not None else None,
        figures=_figures(row.figures),
    )


def _named(by: str, row: Row, config: OfficeConfig) -> tuple[str, schemas.NameOut | None]:
    if row.days is not None:
        return row.days.first.isoformat(), None
    if by == "channel":
        return CHANNELS[row.key], None
    if by == "counter" and row.key in config.counters:
        counter = config.counters[row.key]
        return str(counter.number), schemas.name(counter.name)
    groups: dict[str, Mapping[int, Service | PriorityClass]]
    groups = {"service": config.services, "priority": config.priorities}
    known = groups.get(by, {}).get(row.key)
    return (known.code, schemas.name(known.name)) if known is not None else (str(row.key), None)


def _earlier(compared: Compared | None) -> EarlierOut | None:
    if compared is None:
        return None
    days = compared.days
    return EarlierOut(first_day=days.first, last_day=days.last, figures=_figures(compared.figures))


def _figures(figures: Figures) -> FiguresOut:
    return FiguresOut(
        visitors=figures.arrivals,
        served=figures.served,
        no_shows=figures.no_shows,
        abandoned=figures.abandoned,
        transfers=figures.transfers,
        priority=figures.priority,
        joined=figures.joined,
        overtaking=figures.overtaking,
        overtaking_by_priority=figures.overtaking_by_class,
        within_target=figures.in_time,
        within_target_of=figures.judged,
        first_wait=_lengths(figures.first),
        total_wait=_lengths(figures.total),
        service_time=_lengths(figures.service),
    )


def _lengths(lengths: Counter[int]) -> Lengths:
    return Lengths(n=lengths.total(), p50=quantile(lengths, 0.5), p90=quantile(lengths, 0.9))
