"""The history of a message as a timeline: who, their title, whom they covered, the outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from deskq.core import actors, clock
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.inbox.views.inbox_context import Reader
from deskq.messages.models import Step
from deskq.messages.queries import viewers
from deskq.messages.queries.viewers import Substitution
from deskq.messages.rules import history
from deskq.messages.rules.history import UNDO
from deskq.messages.rules.transitions import OUTCOME_NAMES
from deskq.staff.models import Person
from deskq.web import filters

ICONS = {
    **{"register": "inbox", "refer": "forward", "accept": "user-check", "assign": "users", "pass_on": "forward"},
    **{"answer": "message-square", "link": "link", "extend": "timer", "sort": "pencil", "add": "message-square"},
    **{"withdraw": "undo-2", "reopen": "refresh-cw", "object": "scale", "close": "circle-check", "undo": "undo-2"},
    **{"escalate": "arrow-up", "told": "send", "unsatisfied": "thumbs-down", "resettle": "arrow-left-right"},
    **{"ask_back": "circle-help", "wait_outside": "hourglass", "resume": "play"},
    **{"cover": "users", "own_again": "user-check"},
    **{"go_on": "refresh-cw", "hand_on": "forward", "follow": "link"},
}
#: Actors that are not staff; any other is a machine.
BY = {actors.CITIZEN: "citizen", actors.VISITOR: "citizen", actors.SYSTEM: "desk"}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One entry. ``who`` is person, citizen, desk or machine; ``for_whom`` the colleague they covered."""

    at: datetime
    verb: str
    picture: str
    who: str
    name: str
    title: Name | None
    for_whom: str
    unit: Name | None
    from_unit: Name | None
    #: The unit that reads it in place of its own.
    covered_by: Name | None
    to: str
    outcome: Name | None
    #: For the end of a pause: how it ended.
    how: str
    due_at: datetime | None
    note: str
    words: str
    level: int
    #: Whether only the inspectorate read it until then.
    opened: bool
    undone: bool


def timeline(who: Reader, steps: Sequence[Step]) -> list[TimelineEntry]:
    stands = {step.id for step in history.effective_steps(steps)}
    stood = viewers.substitutions(db.session(), {step.person_id for step in steps if step.person_id})
    found, level = [], 0
    for step in steps:
        level = level + 1 if step.verb == "escalate" else 0 if step.due_at else level
        found.append(_entry(who, step, level, step.id in stands or step.verb == UNDO, stood))
    return found


def _entry(who: Reader, step: Step, level: int, stands: bool, stood: Sequence[Substitution]) -> TimelineEntry:
    person = _actor(who, step)
    units = who.settings.units
    to = who.people.get(step.to_person_id or 0)
    unit, from_unit = units.get(step.unit_id or 0), units.get(step.from_unit_id or 0)
    reads = units.get(step.covered_by_id or 0)
    return TimelineEntry(
        at=step.at,
        verb=step.verb,
        picture=ICONS.get(step.verb, "circle-dot"),
        who="person" if person else BY.get(step.by, "machine"),
        name=filters.named(person.names) if person else "",
        title=who.title(person) if person else None,
        for_whom=_on_behalf_of(who, step, stood),
        unit=unit.name if unit else None,
        from_unit=from_unit.name if from_unit else None,
        covered_by=reads.name if reads else None,
        to=filters.named(to.names) if to else "",
        outcome=OUTCOME_NAMES.get(step.outcome or ""),
        how=step.outcome or "",
        due_at=step.due_at,
        note=step.note or (step.sealed or ""),
        words=step.words,
        level=level,
        opened=step.opened,
        undone=not stands,
    )


def _actor(who: Reader, step: Step) -> Person | None:
    """The person of a step; for feedback calls and edits of the office it is only in ``by``."""
    return who.people.get(step.person_id or actors.person_id(step.by) or 0)


def _on_behalf_of(who: Reader, step: Step, stood: Sequence[Substitution]) -> str:
    """The colleague on leave that day whom the actor covered, in the unit of the step."""
    own, day = who.people.get(step.person_id or 0), _day(step.at)
    units = {step.unit_id, step.from_unit_id}
    if own is None or own.unit_id in units:
        return ""
    for leave in stood:
        away = who.people.get(leave.person_id)
        if leave.substitute_id == own.id and leave.first_day <= day <= leave.last_day and away:
            return away.name if away.unit_id in units else ""
    return ""


def _day(at: datetime) -> date:
    return clock.local(at).date()
