"""Reads how far corrective actions are: what is open, late or finished, and whose work it is."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import jalali
from deskq.half_year.models import CorrectiveAction, CorrectiveActionStep
from deskq.half_year.rules import progress
from deskq.messages.queries import viewers
from deskq.messages.rules.visibility import Viewer
from deskq.staff.models import Person
from deskq.units.models import Unit

#: An action that is neither finished nor reviewed.
OPEN = (
    CorrectiveAction.outcome.is_(None),
    ~exists().where(CorrectiveActionStep.action_id == CorrectiveAction.id, CorrectiveActionStep.done),
)


class Reader(NamedTuple):
    """Somebody who looks at actions: their units, and the people whose work is theirs today."""

    viewer: Viewer
    people: frozenset[int]


def reader(session: Session, office_id: int, person_id: int, today: date) -> Reader:
    """With the colleagues on leave whom this person covers."""
    away = viewers.people_on_leave_covered_by(session, person_id, today)
    viewer = viewers.viewer(session, office_id, person_id, today)
    return Reader(viewer, frozenset({person_id, *(one.id for one in away)}))


def open_actions(session: Session, office_id: int, until: int) -> list[CorrectiveAction]:
    """The actions that are neither finished nor reviewed and are promised up to the Jalali day ``until``, the earliest
    date first."""
    wanted = select(CorrectiveAction).where(
        CorrectiveAction.office_id == office_id, CorrectiveAction.due_day <= until, *OPEN
    )
    return list(session.scalars(wanted.order_by(CorrectiveAction.due_day, CorrectiveAction.id)))


def by_ids(session: Session, ids: Collection[int]) -> list[CorrectiveAction]:
    return list(session.scalars(select(CorrectiveAction).where(CorrectiveAction.id.in_(ids)))) if ids else []


def late_actions(session: Session, office_id: int, today: date) -> list[CorrectiveAction]:
    """The actions of the office that are not finished although their day is over, the earliest first."""
    return open_actions(session, office_id, jalali.day_number(today - timedelta(days=1)))


def own(session: Session, actions: Iterable[CorrectiveAction], reader: Reader) -> list[CorrectiveAction]:
    """Those that are this person's work, or that of whom they cover (``rules.progress.is_own``)."""
    return [row for row, given, orphans in _given(session, actions) if progress.is_own(given, *reader, orphans)]


def may_record(session: Session, action: CorrectiveAction, reader: Reader) -> bool:
    ((_, given, orphans),) = _given(session, [action])
    return progress.may_record(given, *reader, orphans)


def may_see(session: Session, action: CorrectiveAction, reader: Reader) -> bool:
    ((_, given, orphans),) = _given(session, [action])
    return progress.may_see(given, *reader, orphans)


class _Given(NamedTuple):
    unit_id: int
    person_id: int | None


def _given(
    session: Session, actions: Iterable[CorrectiveAction]
) -> Iterator[tuple[CorrectiveAction, _Given, set[int]]]:
    """Each action, who does it, and the units without a head. What was given to somebody whose account is closed is
    given to nobody."""
    rows = list(actions)
    people = {row.person_id for row in rows if row.person_id is not None}
    units = {row.unit_id for row in rows}
    gone = set(session.scalars(select(Person.id).where(Person.id.in_(people), ~Person.active))) if people else set()
    orphans = (
        set(session.scalars(select(Unit.id).where(Unit.id.in_(units), Unit.head_id.is_(None)))) if units else set()
    )
    for row in rows:
        yield row, _Given(row.unit_id, None if row.person_id in gone else row.person_id), orphans


def told_late(actions: Iterable[CorrectiveAction], viewer: Viewer, today: date) -> list[CorrectiveAction]:
    """Those so late that they reach this person, whoever does them."""
    return [row for row in actions if progress.reaches(row, viewer, days_late(row, today))]


def days_late(action: CorrectiveAction, today: date) -> timedelta:
    return progress.late_for(jalali.gregorian(action.due_day), today)


def finished_days(session: Session, actions: Iterable[CorrectiveAction]) -> dict[int, date]:
    """{action: the day on which it was finished, in local time}, of those that are."""
    ids = [row.id for row in actions]
    done = (CorrectiveActionStep.action_id.in_(ids), CorrectiveActionStep.done)
    first = select(CorrectiveActionStep.action_id, func.min(CorrectiveActionStep.at)).where(*done)
    rows = session.execute(first.group_by(CorrectiveActionStep.action_id)) if ids else ()
    return {action_id: clock.local(at).date() for action_id, at in rows}


def state(action: CorrectiveAction, finished: Mapping[int, date], today: date) -> str:
    """``finished``: as ``finished_days``."""
    day = finished.get(action.id)
    return progress.state(action.due_day, jalali.day_number(day) if day is not None else None, jalali.day_number(today))


def steps(session: Session, action_id: int) -> list[CorrectiveActionStep]:
    """In the order in which they were recorded."""
    wanted = select(CorrectiveActionStep).where(CorrectiveActionStep.action_id == action_id)
    return list(session.scalars(wanted.order_by(CorrectiveActionStep.id)))


def photos(session: Session, among: Collection[str] | None = None) -> set[str]:
    """Photos of steps; or those of ``among`` that one has."""
    wanted = select(CorrectiveActionStep.photo).where(CorrectiveActionStep.photo != "")
    return set(session.scalars(wanted if among is None else wanted.where(CorrectiveActionStep.photo.in_(among))))
