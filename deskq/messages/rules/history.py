"""What a history amounts to: state and owner at any time follow from the steps alone, undo included."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from deskq.core.errors import N_, DomainError
from deskq.messages.rules.cover import COVER, OWN_AGAIN
from deskq.messages.rules.transitions import MOVES

#: Actions of the staff that nobody outside has noticed; not undoable if they made a new promise.
UNDOABLE = ("refer", "accept", "assign", "pass_on")
UNDO = "undo"
#: Of a report: where it is read is another unit now.
RESETTLE = "resettle"
#: Steps that only say who reads it: nobody's action, and no reason why the one before could not be undone.
REMARKS = (COVER, OWN_AGAIN)


class NothingToUndo(DomainError):
    slug = "nothing-to-undo"
    title = N_("This can no longer be undone. Please correct it another way.")


class HistoryStep(Protocol):
    @property
    def at(self) -> datetime: ...
    @property
    def verb(self) -> str: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def to_person_id(self) -> int | None: ...
    @property
    def unit_id(self) -> int | None: ...
    @property
    def due_at(self) -> datetime | None: ...


class Promised(Protocol):
    @property
    def verb(self) -> str: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def note(self) -> str: ...


T = TypeVar("T", bound=HistoryStep)


@dataclass(frozen=True, slots=True)
class ReplayedState:
    """State and owner of a message after its steps."""

    state: str
    unit_id: int | None
    person_id: int | None


def effective_steps(steps: Iterable[T]) -> list[T]:
    """The steps that were not undone, in order."""
    kept: list[T] = []
    for step in steps:
        if step.verb != UNDO:
            kept.append(step)
        else:
            _take_back(kept)
    return kept


def _take_back(kept: list[T]) -> None:
    """Remove the last action, with the remarks after it."""
    while kept and kept[-1].verb in REMARKS:
        kept.pop()
    if kept:
        kept.pop()


def replayed(steps: Iterable[HistoryStep]) -> ReplayedState:
    """State, unit and person by the transition table."""
    found = ReplayedState("registered", None, None)
    for step in effective_steps(steps):
        state = MOVES.get((found.state, step.verb), found.state)
        person = {"accept": step.person_id, "assign": step.to_person_id}.get(step.verb, found.person_id)
        moved = step.verb == "sort" and step.unit_id != found.unit_id
        gone = moved or step.verb in ("refer", "pass_on", "reopen", "object", "go_on", RESETTLE)
        found = ReplayedState(state, step.unit_id, None if gone else person)
    return found


def is_class_outdated(steps: Sequence[Promised]) -> bool:
    """Whether kind or category were corrected and no deadline but the first has been promised."""
    changed = {name for step in steps if step.verb == "sort" for name in step.note.split(", ")}
    return bool(changed & {"kind", "category_id"}) and [step.verb for step in steps if step.due_at] == ["register"]


def undoable_step(steps: Sequence[T], person_id: int, now: datetime, longest: timedelta) -> T | None:
    """The last step, if this person may still undo it."""
    last = next((step for step in reversed(steps) if step.verb not in REMARKS), None)
    if last is None or last.verb not in UNDOABLE or last.person_id != person_id or last.due_at is not None:
        return None
    return last if now - last.at <= longest else None
