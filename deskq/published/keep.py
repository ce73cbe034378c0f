"""Freezes the public figures of each period that is over, once."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.writing import writing
from deskq.core.text import jalali, seasons
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.published.models import PublicFigures
from deskq.published.queries import answers, applications, figures, satisfaction, usual_waits
from deskq.reports.period import rules
from deskq.reports.period.kept import REST
from deskq.reports.period.rules import DAY, DateRange

#: Months of which usual durations of applications are told.
MONTHS = 6
Breathe = Callable[[], None]


class Made(NamedTuple):
    kind: str
    period: int
    content: Any


def keep_due(session: Session, office_id: int, breathe: Breathe = lambda: None) -> list[str]:
    """Freeze what is due of one office; returns the kinds. ``breathe`` is called where nothing is locked."""
    office = office_queries.office(session, office_id)
    today = business_day.date_at(office, clock.now() - REST)
    kept = []
    for kind, period in due(today).items():
        if period in figures.periods(session, office_id, kind):
            continue
        content = _content(session, office, kind, period, today, breathe)
        if content is not None:
            _keep(session, office_id, Made(kind, period, content))
            kept.append(kind)
        breathe()
    return kept


def due(today: date) -> dict[str, int]:
    """{kind: the latest period that is over}."""
    month = _months_before(today, 1).days[0] // 100
    return {
        "answers": seasons.containing(today).before.code,
        "applications": month,
        "satisfaction": month,
        "waits": jalali.day_number(today),
    }


def _content(session: Session, office: Office, kind: str, period: int, today: date, breathe: Breathe) -> Any:
    """None while the figures may still change."""
    if kind == "answers":
        return answers.of_season(session, office, seasons.Season(period))
    if kind == "applications":
        return applications.answered(session, office, _months_before(today, MONTHS))
    if kind == "satisfaction":
        return satisfaction.of_month(session, office, period)
    return usual_waits.of_last_weeks(session, office, today, breathe)


def _months_before(today: date, months: int) -> DateRange:
    """So many whole months before the running one."""
    last = rules.period("month", today).first - DAY
    first = last
    for _ in range(months):
        first = rules.period("month", first).first - DAY
    return DateRange(first + DAY, last)


def _keep(session: Session, office_id: int, made: Made) -> None:
    row = PublicFigures
    values = {
        "office_id": office_id, "kind": made.kind, "period": made.period, "made_at": clock.now(),
        "content": json.dumps(made.content, ensure_ascii=False),
    }  # fmt: skip
    with writing(session) as connection:
        if made.kind == "waits":
            connection.execute(delete(row).where(row.office_id == office_id, row.kind == "waits"))
        connection.execute(insert(row), [values])
