"""How far a corrective action is, whose work it is, and whom a late one reaches. Days are Jalali numbers. Pure."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Protocol

from deskq.messages.rules.visibility import Viewer

#: Not finished and in time; not finished although its day is over; finished by its day; finished after it.
OPEN, LATE, FINISHED, FINISHED_LATE = "open", "late", "finished", "finished_late"
#: An action is work from so many days before its date.
AHEAD = timedelta(days=14)
#: A late one reaches the heads above the unit, and the mayor, after so many days.
ESCALATED_AFTER = timedelta(days=7)


class Action(Protocol):
    @property
    def unit_id(self) -> int: ...
    @property
    def person_id(self) -> int | None: ...


def state(due_day: int, finished_day: int | None, today: int) -> str:
    """``finished_day``: the day of the step with which it was finished; None while there is none."""
    if finished_day is None:
        return LATE if today > due_day else OPEN
    return FINISHED_LATE if finished_day > due_day else FINISHED


def is_own(action: Action, viewer: Viewer, people: Collection[int], orphans: Collection[int] = ()) -> bool:
    """Whether it is the work of this person: assigned to them or to whom they cover (``people``), or to nobody and
    they head its unit. Of a unit without a head (``orphans``) it is everybody's."""
    if action.person_id is not None:
        return action.person_id in people
    return action.unit_id in viewer.heads or (action.unit_id in orphans and action.unit_id in viewer.units)


def may_record(action: Action, viewer: Viewer, people: Collection[int], orphans: Collection[int] = ()) -> bool:
    """Whether this person may record steps of it: who does it, and the head of its unit."""
    return action.unit_id in viewer.heads or is_own(action, viewer, people, orphans)


def may_see(action: Action, viewer: Viewer, people: Collection[int], orphans: Collection[int] = ()) -> bool:
    """Whether this person may read its page: who records its steps, and the heads above."""
    return action.unit_id in viewer.under or may_record(action, viewer, people, orphans)


def reaches(action: Action, viewer: Viewer, late_for: timedelta) -> bool:
    """Whether an action that is late for so long is told to this person, whoever does it: the head of its unit at once,
    the heads above and executives after ``ESCALATED_AFTER``."""
    if late_for <= timedelta(0):
        return False
    if action.unit_id in viewer.heads:
        return True
    return late_for > ESCALATED_AFTER and (action.unit_id in viewer.under or viewer.role == "executive")


def late_for(due: date, today: date) -> timedelta:
    """Since its day is over; zero until then."""
    return max(today - due, timedelta(0))
