"""What is kept for how long. Each feature names its rules in its own ``retention.py``; the keeper and the command
``flask retention`` follow the same ones (tidying.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, tuple_, update
from sqlalchemy.orm import Session

from deskq.core.transactions import Transaction, transaction

KEEPER = "keeper"
PIECE = 1000  #: rows removed at once: nobody's press waits for more


@dataclass(frozen=True, slots=True)
class Rule:
    """``due`` counts what an office would lose now, ``remove`` removes it and says how much that was."""

    what: str
    kept: str
    due: Callable[[Session, int, datetime], int]
    remove: Callable[[int, datetime], int]


def old_rows(
    what: str, model: Any, moment: Any, age: timedelta, *more: ColumnElement[bool], blank: str | None = None
) -> Rule:
    """Rows whose ``moment`` lies longer ago than ``age`` go; with ``blank`` only that column of theirs is emptied."""

    def old(office_id: int, now: datetime) -> list[ColumnElement[bool]]:
        mine = [model.office_id == office_id] if hasattr(model, "office_id") else []
        filled = [getattr(model, blank) != ""] if blank is not None else []
        return [*mine, moment < now - age, *filled, *more]

    def due(session: Session, office_id: int, now: datetime) -> int:
        return session.scalar(select(func.count()).select_from(model).where(*old(office_id, now))) or 0

    def remove(office_id: int, now: datetime) -> int:
        key = model.__mapper__.primary_key
        those = tuple_(*key).in_(select(*key).where(*old(office_id, now)).limit(PIECE))
        change = delete(model).where(those) if blank is None else update(model).where(those).values({blank: ""})
        return in_pieces(office_id, lambda tx: int(tx.connection.execute(change).rowcount))

    return Rule(what, length(age), due, remove)


def in_pieces(office_id: int, piece: Callable[[Transaction], int], size: int | None = None) -> int:
    """``piece`` changes at most ``size`` (``PIECE``) and says how many; again, each time in a transaction of its own,
    until there is no more."""
    size = PIECE if size is None else size
    done = [size]
    while done[-1] == size:
        with transaction(office_id, KEEPER) as tx:
            done.append(piece(tx))
    return sum(done[1:])


def length(age: timedelta) -> str:
    return f"{age.days} days" if age.days != 1 else "1 day"
