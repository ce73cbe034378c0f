"""Shared by all actions at a counter: who acts, the check of their counter, and the function that moves a ticket."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from deskq.core import row_objects
from deskq.core.db.fixed import FixedStatement
from deskq.core.errors import N_, DomainError, Forbidden, NotFound
from deskq.core.transactions import Transaction, connection_of, current, transaction
from deskq.office.models import Counter
from deskq.queue import events
from deskq.queue.models import AT_COUNTER, Ticket
from deskq.queue.rules import transitions
from deskq.queue.rules.transitions import CannotMove
from deskq.queue.service import visit_intervals


class Stale(DomainError):
    """The page showed an older revision of the counter: another action came first, so this one must do nothing."""

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


NOTHING_TYPED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class CounterAction:
    """Who acts at which counter. ``revision`` is the counter's last action (a journal sequence) as the page showed it;
    None for machines."""

    office_id: int
    by: str
    counter_id: int
    clerk_id: int | None
    revision: int | None = None


@contextmanager
def at_counter(action: CounterAction, *, any_status: bool = False) -> Iterator[tuple[Transaction, Counter]]:
    """A transaction in which the clerk's right to the counter is checked; afterwards the counter stores this action as
    its last (column ``turn``)."""
    with transaction(action.office_id, action.by) as tx:
        counter = get_counter(tx, action.counter_id)
        check_clerk(counter, action, any_status)
        before = tx.version
        yield tx, counter
        if tx.version > before:
            update_row(tx.session, counter, turn=before + 1)


def at_ticket(
    office_id: int, by: str, own_counter: int | None, ticket_id: int, verb: str, do: Callable[[CounterAction], Ticket]
) -> Ticket:
    """A machine's action on a ticket: ``do`` it at the counter where the ticket is. A machine with an ``own_counter``
    may act at no other."""
    with transaction(office_id, by) as tx:
        found, counter = _ticket_and_counter(tx, ticket_id)
        is_present = found.state in transitions.AT_COUNTER
        if found.counter_id is None or (verb != "resume" and not is_present):
            raise CannotMove(code=found.code, state=found.state)
        if own_counter not in (None, found.counter_id):
            raise Forbidden
        if is_present:
            tx.rows_read[Counter, found.counter_id] = counter, found
        return do(CounterAction(office_id, by, found.counter_id, None))


def get_counter(tx: Transaction, counter_id: int) -> Counter:
    """A counter of the office. The ticket at it is read in the same statement, for ``current_visitor``."""
    key = Counter, counter_id
    found = tx.rows_read.get(key) or row_objects.joined(tx.session, Counter, Ticket, WITH_VISITOR, {"row": counter_id})
    if found is None or found[0].office_id != tx.office_id:
        raise NotFound
    tx.rows_read[key] = found
    counter: Counter = found[0]
    return counter


def _ticket_and_counter(tx: Transaction, ticket_id: int) -> tuple[Ticket, Counter | None]:
    """A ticket and the counter that it names, in one statement."""
    found = row_objects.joined(tx.session, Ticket, Counter, WITH_COUNTER, {"row": ticket_id})
    if found is None or found[0].office_id != tx.office_id:
        raise NotFound
    return found


def check_clerk(counter: Counter, action: CounterAction, any_status: bool) -> None:
    """``Forbidden`` for another clerk, ``Stale``, or ``CounterNotOpen``; with ``any_status`` only ``Stale``."""
    if not any_status and counter.clerk_id != action.clerk_id:
        raise Forbidden
    if action.revision is not None and action.revision != counter.turn:
        raise Stale
    if not any_status and counter.status != "open":
        raise CounterNotOpen(number=counter.number)


def current_visitor(session: Session, counter: Counter) -> Ticket | None:
    """The ticket called to or served at the counter."""
    tx = current(session)
    if tx is not None and (read := tx.rows_read.get((Counter, counter.id))) is not None:
        visitor: Ticket | None = read[1]
        return visitor
    return row_objects.first(session, Ticket, PRESENT, {"counter": counter.id})


TICKETS, COUNTERS = row_objects.table_of(Ticket), row_objects.table_of(Counter)
PRESENT = FixedStatement(TICKETS.select().where(TICKETS.c.counter_id == bindparam("counter"), AT_COUNTER))
WITH_VISITOR = FixedStatement(
    select(COUNTERS, TICKETS)
    .select_from(COUNTERS.outerjoin(TICKETS, and_(TICKETS.c.counter_id == COUNTERS.c.id, AT_COUNTER)))
    .where(COUNTERS.c.id == bindparam("row"))
)
WITH_COUNTER = FixedStatement(
    select(TICKETS, COUNTERS)
    .select_from(TICKETS.outerjoin(COUNTERS, COUNTERS.c.id == TICKETS.c.counter_id))
    .where(TICKETS.c.id == bindparam("row"))
)


def require_visitor(session: Session, counter: Counter) -> Ticket:
    found = current_visitor(session, counter)
    if found is None:
        raise NobodyHere
    return found


def check_free(session: Session, counter: Counter) -> None:
    visitor = current_visitor(session, counter)
    if visitor is not None:
        raise AlreadyServing(code=visitor.code)


def get_ticket(session: Session, office_id: int, ticket_id: int) -> Ticket:
    found = row_objects.by_id(session, Ticket, ticket_id)
    if found is None or found.office_id != office_id:
        raise NotFound
    return found


def move_ticket(
    tx: Transaction,
    ticket: Ticket,
    verb: str,
    acting_counter: int | None,
    why: dict[str, Any] | None = None,
    typed: Mapping[str, str] = NOTHING_TYPED,
    **changes: Any,
) -> int:
    """Move a ticket by a verb: the only place where a ticket's state changes. ``acting_counter`` is the id of the
    counter where it happened; ``typed``: texts of the clerk for the event. Returns the journal's sequence."""
    state = transitions.move(ticket.state, verb, ticket.code)
    goes_on = state == ticket.state and changes.get("service_id", ticket.service_id) == ticket.service_id
    since = ticket.since if goes_on else tx.at
    facts = why or {}
    outcome = changes.get("outcome") or facts.get("outcome")
    totals = {} if goes_on else visit_intervals.end(tx, ticket, verb, outcome, bool(facts.get("here")))
    changed = update_row(tx.session, ticket, totals, state=state, since=since, **changes)
    return tx.record(events.TICKET_EVENTS[verb](ticket.id, ticket.code, verb, acting_counter, changed, why, **typed))


def update_row(
    session: Session, row: Ticket | Counter, derived: Mapping[str, Any] | None = None, **changes: Any
) -> events.Changes:
    """Store columns with one UPDATE. Returns the changes as {column: [before, after]}, without columns ``derived`` from
    the journal."""
    new = {column: after for column, after in changes.items() if getattr(row, column) != after}
    changed = {column: [json_value(getattr(row, column)), json_value(after)] for column, after in new.items()}
    if derived:
        new |= derived
    if not new:
        return {}
    _update_columns(type(row), tuple(new)).send(connection_of(session), {"row": row.id, **new})
    tx = current(session)
    if tx is not None:
        tx.rows_read.clear()
    for column, after in new.items():
        set_committed_value(row, column, after)
    return changed


@cache
def _update_columns(model: type[Ticket] | type[Counter], columns: tuple[str, ...]) -> FixedStatement:
    """UPDATE of some columns of one row, built once: each action runs two of them."""
    table = row_objects.table_of(model)
    new: dict[str, Any] = {name: bindparam(name) for name in columns}
    return FixedStatement(table.update().where(table.c.id == bindparam("row")).values(new))


def json_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
