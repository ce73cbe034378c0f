"""What every press at a counter shares: who presses, is the counter theirs, and the one way a ticket moves."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Result, Select, Table, Update, bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_dict, set_committed_value

from deskq.core.errors import N_, DomainError, Forbidden, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Counter
from deskq.queue import events
from deskq.queue.models import AT_COUNTER, Ticket
from deskq.queue.rules import transitions
from deskq.queue.rules.transitions import CannotMove


class Stale(DomainError):
    """The page pressed on an older picture of the counter: another press came first, and this one must do nothing."""

    slug = "stale"
    title = N_("Somebody else acted first. This is the current state.")


class CounterNotOpen(DomainError):
    slug = "counter-not-open"
    title = N_("Counter %(number)s is not open.")


class AlreadyServing(DomainError):
    slug = "already-serving"
    title = N_("Ticket %(code)s is still at this counter. Please finish it first.")


class NobodyHere(DomainError):
    slug = "nobody-here"
    title = N_("There is no visitor at this counter.")


R = TypeVar("R", Ticket, Counter)


@dataclass(frozen=True, slots=True)
class CounterAction:
    """A press at a counter. ``turn`` is the counter's last press as the page saw it, None for machines."""

    office_id: int
    by: str
    counter_id: int
    clerk_id: int | None
    turn: int | None = None


@contextmanager
def at_counter(press: CounterAction, *, any_status: bool = False) -> Iterator[tuple[Transaction, Counter]]:
    """Hold the office and the counter; afterwards the counter remembers this press as its last."""
    with transaction(press.office_id, press.by) as tx:
        counter = load(tx.session, Counter, press.counter_id)
        if counter is None or counter.office_id != press.office_id:
            raise NotFound
        check_seat(counter, press, any_status)
        before = tx.version
        yield tx, counter
        if tx.version > before:
            alter(tx.session, counter, turn=before + 1)


def at_ticket(
    office_id: int, by: str, own_counter: int | None, ticket_id: int, verb: str, do: Callable[[CounterAction], Ticket]
) -> Ticket:
    """A machine's press on a ticket: ``do`` it at the counter where the ticket is in the same moment. A machine that
    has an ``own_counter`` presses at no other."""
    with transaction(office_id, by) as tx:
        found = ticket(tx.session, office_id, ticket_id)
        if found.counter_id is None or (verb != "resume" and found.state not in ("called", "serving")):
            raise CannotMove(code=found.code, state=found.state)
        if own_counter not in (None, found.counter_id):
            raise Forbidden
        return do(CounterAction(office_id, by, found.counter_id, None))


def check_seat(counter: Counter, press: CounterAction, any_status: bool) -> None:
    if not any_status and counter.clerk_id != press.clerk_id:
        raise Forbidden
    if press.turn is not None and press.turn != counter.turn:
        raise Stale
    if not any_status and counter.status != "open":
        raise CounterNotOpen(number=counter.number)


def present(session: Session, counter: Counter) -> Ticket | None:
    """The visitor called to or served at the counter."""
    return _row(Ticket, session.connection().execute(PRESENT, {"counter": counter.id}))


PRESENT_CODE = select(Ticket.code).where(Ticket.counter_id == bindparam("counter"), AT_COUNTER)
PRESENT = select(Ticket.__table__).where(Ticket.counter_id == bindparam("counter"), AT_COUNTER)


def visitor(session: Session, counter: Counter) -> Ticket:
    found = present(session, counter)
    if found is None:
        raise NobodyHere
    return found


def check_free(session: Session, counter: Counter) -> None:
    code = session.connection().execute(PRESENT_CODE, {"counter": counter.id}).scalar()
    if code is not None:
        raise AlreadyServing(code=code)


def ticket(session: Session, office_id: int, ticket_id: int) -> Ticket:
    found = load(session, Ticket, ticket_id)
    if found is None or found.office_id != office_id:
        raise NotFound
    return found


def load(session: Session, kind: type[R], row_id: int) -> R | None:
    """One row as it is now, by itself: the session neither keeps it nor watches it; ``alter`` stores what changes."""
    return _row(kind, session.connection().execute(_reading(kind), {"row": row_id}))


def _row(kind: type[R], found: Result[Any]) -> R | None:
    columns, row = found.keys(), found.one_or_none()
    if row is None:
        return None
    return made(kind, zip(columns, row, strict=True))


def made(kind: type[R], values: Iterable[tuple[str, Any]]) -> R:
    """A row of these columns, set at once and not one by one through the session's watch."""
    row: R = kind.__mapper__.class_manager.new_instance()
    instance_dict(row).update(values)
    return row


@cache
def _reading(kind: type[Ticket] | type[Counter]) -> Select[Any]:
    table = Table(kind.__tablename__, kind.metadata)
    return table.select().where(table.c.id == bindparam("row"))


def act(
    tx: Transaction, ticket: Ticket, verb: str, where: int | None, why: dict[str, Any] | None = None, **changes: Any
) -> int:
    """Move a ticket by a verb: the only place where a ticket's state changes.

    ``where`` is the counter it happened at. Returns the journal's sequence.
    """
    state = transitions.move(ticket.state, verb, ticket.code)
    since = ticket.since if state == ticket.state else tx.at
    changed = alter(tx.session, ticket, state=state, since=since, **changes)
    return tx.record(events.MOVED[verb](ticket.id, ticket.code, verb, where, changed, why))


def alter(session: Session, row: Ticket | Counter, **changes: Any) -> events.Changes:
    """Set columns at once, and return what changed as {column: [before, after]}."""
    new = {column: after for column, after in changes.items() if getattr(row, column) != after}
    if not new:
        return {}
    changed = {column: [plain(getattr(row, column)), plain(after)] for column, after in new.items()}
    session.connection().execute(_setting(type(row), tuple(new)), {"row": row.id, **new})
    for column, after in new.items():
        set_committed_value(row, column, after)
    return changed


@cache
def _setting(kind: type[Ticket] | type[Counter], columns: tuple[str, ...]) -> Update:
    """UPDATE of some columns of one row, built once: a press runs two of them."""
    table = Table(kind.__tablename__, kind.metadata)
    return table.update().where(table.c.id == bindparam("row")).values({name: bindparam(name) for name in columns})


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
