"""Reads the changes of the set-up from the journal, the newest first, and whether each can be undone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import actors
from deskq.core.db.journal import Entry
from deskq.core.extensions import Model
from deskq.core.text.names import Name
from deskq.office.models import (
    Counter,
    CounterService,
    Office,
    Opening,
    PriorityClass,
    Service,
    ServiceGroup,
    SpecialDay,
)
from deskq.office.row_store import plain
from deskq.setup import change_rules
from deskq.setup.models import SetupChange
from deskq.staff import queries as staff_queries

MOST = 50  #: on a page
#: {table name in the event: (model, a column that is never empty)}.
TABLES: dict[str, tuple[type[Model], str]] = {
    "office": (Office, "name_fa"),
    "service": (Service, "code"),
    "service_group": (ServiceGroup, "name_fa"),
    "counter": (Counter, "number"),
    "priority_class": (PriorityClass, "code"),
    "opening": (Opening, "weekday"),
    "special_day": (SpecialDay, "day"),
}


@dataclass(frozen=True)
class Change:
    """``person`` is None if a command or the server made the change; ``refusal`` says why it cannot be undone."""

    sequence: int
    at: datetime
    what: str
    row: int
    name: str
    person: Name | None
    changes: dict[str, list[Any]]
    kind: str
    refusal: str | None


def changes(session: Session, office_id: int, before: int | None = None) -> list[Change]:
    """Changes before this sequence, at most ``MOST``."""
    wanted = select(SetupChange).where(SetupChange.office_id == office_id)
    if before is not None:
        wanted = wanted.where(SetupChange.sequence < before)
    rows = session.scalars(wanted.order_by(SetupChange.sequence.desc()).limit(MOST)).all()
    people = staff_queries.names(session, office_id)
    found = [_change(session, row, people) for row in rows]
    return [one for one in found if one is not None]


def change(session: Session, office_id: int, sequence: int) -> Change | None:
    row = session.get(SetupChange, (office_id, sequence))
    return _change(session, row, staff_queries.names(session, office_id)) if row is not None else None


def _change(session: Session, row: SetupChange, people: dict[int, Name]) -> Change | None:
    entry = session.get(Entry, (row.office_id, row.sequence))
    if entry is None:
        return None
    facts = entry.facts
    what, key, changed = facts["what"], facts["row"], facts.get("changes", {})
    needed = TABLES[what][1] if what in TABLES else ""
    now = columns_now(session, row.office_id, what, key)
    return Change(
        sequence=row.sequence,
        at=entry.at,
        what=what,
        row=key,
        name=_name(changed, now),
        person=people.get(actors.person_id(entry.by) or 0),
        changes=changed,
        kind=change_rules.shape(changed, needed),
        refusal=change_rules.refusal(what, changed, needed, now, row.undone_by is not None),
    )


def columns_now(session: Session, office_id: int, what: str, key: int) -> dict[str, Any] | None:
    """Present columns of the row in the form of the journal; None if there is no such row."""
    if what not in TABLES:
        return None
    row: Any = session.get(TABLES[what][0], key)
    if row is None or getattr(row, "office_id", row.id) != office_id:
        return None
    found = {column.key: plain(getattr(row, column.key)) for column in row.__mapper__.column_attrs}
    if what == "counter":
        ranks = session.scalars(select(CounterService).where(CounterService.counter_id == key))
        found["ranks"] = {str(one.service_id): one.rank for one in ranks}
    return found


def _name(changed: dict[str, list[Any]], now: dict[str, Any] | None) -> str:
    """The name of the row: its present one, or the last one if it was deleted."""
    was = {column: pair[1] if pair[1] not in (None, "") else pair[0] for column, pair in changed.items()}
    found = (values.get(column) for values in (now or {}, was) for column in ("number", "name_fa", "day"))
    return next((str(one) for one in found if one), "")
