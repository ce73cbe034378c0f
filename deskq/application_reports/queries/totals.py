"""Kept figures added up by a group: answers by service or day, stages by unit or stage."""

from collections.abc import Callable, Hashable
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal, select
from sqlalchemy.orm import Session

from deskq.application_figures.models import ApplicationEnding, ApplicationStageTime
from deskq.application_reports.rules import HANDS, Figures, StageFigures
from deskq.applications.models import Application
from deskq.reports.period.rules import DateRange
from deskq.service_sheets.models import ServiceSheet

#: {division: the number of its group, of a Jalali day as a number or as a column of such}
GROUPS: dict[str, Callable[[Any], Any]] = {
    "day": lambda day: day,
    "week": lambda day: day,
    "month": lambda day: day // 100,
    "half": lambda day: day // 10_000 * 100 + (day % 10_000 - 100) // 600,
    "year": lambda day: day // 10_000,
}
#: {division: (column of what was received, column of what ended)}
KEYS: dict[str, tuple[Any, Any]] = {
    "service": (Application.sheet_id, ApplicationEnding.sheet_id),
    "all": (literal(0), literal(0)),
    **{kind: (group(Application.day), group(ApplicationEnding.day)) for kind, group in GROUPS.items()},
}
ANSWERS = ("finished", "refused")


def answers(session: Session, office_id: int, asked: DateRange, by: str) -> dict[int, Figures]:
    """{id of a sheet, number of a group of ``GROUPS``, or 0: figures}."""
    found: dict[int, Figures] = {}
    received, ended = KEYS[by]
    mine = (Application.office_id == office_id, Application.day.between(*asked.days))
    for key, many in session.execute(_grouped(received, func.count(), where=mine)):
        found.setdefault(key, Figures()).received = many
    _add_ends(session, found, ended, _ended(office_id, asked))
    row = ApplicationEnding
    answered = (*_ended(office_id, asked), row.how.in_(ANSWERS))
    wanted = select(ended.label("key"), row.whole, func.count()).where(*answered).group_by("key", row.whole)
    for key, length, many in session.execute(wanted):
        found[key].whole[length] += many
    return found


def _add_ends(session: Session, found: dict[int, Figures], key: Any, where: tuple[Any, ...]) -> None:
    """All but the calendar days, read once: applications with the same days in each hand are counted together."""
    row = ApplicationEnding
    sums: list[Any] = [_many(row.in_first), _many(row.in_latest), func.sum(row.extensions), _many(row.extensions > 0),
            func.coalesce(func.sum(row.visits), 0), func.count(row.visits), func.sum(row.units)]  # fmt: skip
    groups = (row.how, *(getattr(row, hand) for hand in HANDS))
    wanted = select(key.label("key"), *groups, func.count(), *sums).where(*where).group_by("key", *groups)
    for group, how, town, applicant, outside, many, *more in session.execute(wanted):
        one = found.setdefault(group, Figures())
        setattr(one, how, getattr(one, how) + many)
        first, latest, extensions, extended, visits, known, units = map(int, more)
        if how in ANSWERS:
            one.in_first, one.in_latest = one.in_first + first, one.in_latest + latest
            one.extensions, one.extended = one.extensions + extensions, one.extended + extended
            for hand, days in zip(HANDS, (town, applicant, outside), strict=True):
                getattr(one, hand)[days] += many
        if how == "finished":
            one.visits, one.visits_known = one.visits + visits, one.visits_known + known
            one.units += units


def _ended(office_id: int, asked: DateRange) -> tuple[Any, ...]:
    return ApplicationEnding.office_id == office_id, ApplicationEnding.day.between(*asked.days)


def _many(which: Any) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))


def _grouped(key: Any, *columns: Any, where: tuple[Any, ...]) -> Any:
    return select(key.label("key"), *columns).where(*where).group_by("key")


def stages(session: Session, office_id: int, asked: DateRange, by: str) -> dict[Hashable, StageFigures]:
    """{id of a unit, or (sheet, code of the stage): figures of the stages that ended}. Asked for by
    sheet and grouped in the order of its index, so that a million rows are read once and not sorted."""
    row = ApplicationStageTime
    mine = row.sheet_id.in_(select(ServiceSheet.id).where(ServiceSheet.office_id == office_id))
    columns = (row.sheet_id, row.code, row.how, row.unit_id, row.town, row.applicant, row.outside)
    wanted = select(*columns, func.count()).where(mine, row.day.between(*asked.days)).group_by(*columns)
    found: dict[Hashable, StageFigures] = {}
    for sheet, code, how, unit, town, applicant, outside, many in session.execute(wanted):
        group = unit if by == "unit" else (sheet, code)
        found.setdefault(group, StageFigures()).add(how, (town, applicant, outside), many)
    return found
