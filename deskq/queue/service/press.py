"""What every press at a counter shares: who presses, is the counter theirs, and the one way a ticket moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.errors import N_, Forbidden, NotFound, Refused
from deskq.office.models import Counter
from deskq.queue import events, rules
from deskq.queue.models import AT_COUNTER, Ticket
from deskq.transactions import Transaction, transaction


class Stale(Refused):
    """The page pressed on an older picture of the counter: another press came first, and this one must do nothing."""

    slug = "stale"
    title = N_("Another press came first. Here is how it stands now.")


class CounterNotOpen(Refused):
    slug = "counter-not-open"
    title = N_("Counter %(number)s is not open.")


class AlreadyServing(Refused):
    slug = "already-serving"
    title = N_("Ticket %(code)s is at this counter. Please finish first.")


class NobodyHere(Refused):
    slug = "nobody-here"
    title = N_("No visitor is at this counter.")


@dataclass(frozen=True, slots=True)
class Press:
    """A press at a counter. ``turn`` is the counter's last press as the page saw it, None for machines."""

    office_id: int
    by: str
    counter_id: int
    clerk_id: int | None
    turn: int | None = None


@contextmanager
def at_counter(press: Press, *, any_status: bool = False) -> Iterator[tuple[Transaction, Counter]]:
    """Hold the office and the counter; afterwards the counter remembers this press as its last."""
    with transaction(press.office_id, press.by) as tell:
        counter = tell.session.get(Counter, press.counter_id)
        if counter is None or counter.office_id != press.office_id:
            raise NotFound
        check_seat(counter, press, any_status)
        before = tell.version
        yield tell, counter
        if tell.version > before:
            counter.turn = before + 1


def check_seat(counter: Counter, press: Press, any_status: bool) -> None:
    if not any_status and counter.clerk_id != press.clerk_id:
        raise Forbidden
    if press.turn is not None and press.turn != counter.turn:
        raise Stale
    if not any_status and counter.status != "open":
        raise CounterNotOpen(number=counter.number)


def present(session: Session, counter: Counter) -> Ticket | None:
    """The visitor called to or served at the counter."""
    return session.scalars(PRESENT, {"counter": counter.id}).one_or_none()


PRESENT = select(Ticket).where(Ticket.counter_id == bindparam("counter"), AT_COUNTER)


def visitor(session: Session, counter: Counter) -> Ticket:
    found = present(session, counter)
    if found is None:
        raise NobodyHere
    return found


def check_free(session: Session, counter: Counter) -> None:
    found = present(session, counter)
    if found is not None:
        raise AlreadyServing(code=found.code)


def ticket(session: Session, office_id: int, ticket_id: int) -> Ticket:
    found = session.get(Ticket, ticket_id)
    if found is None or found.office_id != office_id:
        raise NotFound
    return found


def act(
    tell: Transaction, ticket: Ticket, verb: str, where: int | None, why: dict[str, Any] | None = None, **changes: Any
) -> int:
    """Move a ticket by a verb: the only place where a ticket's state changes.

    ``where`` is the counter it happened at. Returns the journal's sequence.
    """
    state = rules.move(ticket.state, verb, ticket.code)
    since = ticket.since if state == ticket.state else tell.at
    changed = alter(ticket, state=state, since=since, **changes)
    tell.session.flush()
    return tell(events.MOVED[verb](ticket.id, ticket.code, verb, where, changed, why))


def alter(row: Any, **changes: Any) -> events.Changes:
    """Set columns and return what changed as {column: [before, after]}."""
    changed = {}
    for column, after in changes.items():
        before = getattr(row, column)
        if before != after:
            setattr(row, column, after)
            changed[column] = [plain(before), plain(after)]
    return changed


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
