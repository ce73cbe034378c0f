"""Types for retention rules. Each feature lists its rules in ``retention.py``; ops/retention_job.py applies them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select, tuple_, update
from sqlalchemy.orm import Session

from deskq.core import actors
from deskq.core.transactions import Transaction, transaction

BATCH = 1000  #: rows deleted in one transaction, so that no request waits long for the lock


@dataclass(frozen=True, slots=True)
class Rule:
    """``due`` counts the rows of an office that are too old now, ``remove`` removes them and returns how many."""

    what: str
    kept: str
    due: Callable[[Session, int, datetime], int]
    remove: Callable[[int, datetime], int]


def old_rows(
    what: str, model: Any, moment: Any, age: timedelta, *more: ColumnElement[bool], blank: str | None = None
) -> Rule:
    """Delete rows whose ``moment`` is longer ago than ``age``; with ``blank``, only empty that column of theirs."""

    def old(office_id: int, now: datetime) -> list[ColumnElement[bool]]:
        mine = [model.office_id == office_id] if hasattr(model, "office_id") else []
        filled = [getattr(model, blank) != ""] if blank is not None else []
        return [*mine, moment < now - age, *filled, *more]

    def due(session: Session, office_id: int, now: datetime) -> int:
        return session.scalar(select(func.count()).select_from(model).where(*old(office_id, now))) or 0

    def remove(office_id: int, now: datetime) -> int:
        key = model.__mapper__.primary_key
        those = tuple_(*key).in_(select(*key).where(*old(office_id, now)).limit(BATCH))
        change = delete(model).where(those) if blank is None else update(model).where(those).values({blank: ""})
        return in_batches(office_id, lambda tx: int(tx.connection.execute(change).rowcount))

    return Rule(what, length(age), due, remove)


def erasure(
    what: str,
    age: timedelta,
    old: Callable[[int, datetime], Select[int]],
    erase: Callable[[Transaction, list[int]], object],
    most: int = BATCH,
) -> Rule:
    """Erase what belongs to the ids that ``old(office, now)`` selects. ``erase(tx, ids)`` is called until none is
    left, with at most ``most`` ids in one transaction."""

    def due(session: Session, office_id: int, now: datetime) -> int:
        return session.scalar(select(func.count()).select_from(old(office_id, now).subquery())) or 0

    def remove(office_id: int, now: datetime) -> int:
        size = min(BATCH, most)

        def batch(tx: Transaction) -> int:
            found = list(tx.session.scalars(old(office_id, now).limit(size)))
            erase(tx, found)
            return len(found)

        return in_batches(office_id, batch, size)

    return Rule(what, length(age), due, remove)


def in_batches(office_id: int, batch: Callable[[Transaction], int], size: int | None = None) -> int:
    """Call ``batch``, each time in a new transaction, until it changes fewer than ``size`` rows; returns the sum."""
    size = BATCH if size is None else size
    done = [size]
    while done[-1] == size:
        with transaction(office_id, actors.SYSTEM) as tx:
            done.append(batch(tx))
    return sum(done[1:])


def length(age: timedelta) -> str:
    return f"{age.days} days" if age.days != 1 else "1 day"
