"""Undo the last action at a counter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from deskq.core import actors, event_types, row_objects
from deskq.core.db import journal
from deskq.core.errors import Forbidden
from deskq.core.transactions import Transaction
from deskq.office import config_cache
from deskq.office.models import Counter
from deskq.queue import events, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.service import visit_intervals
from deskq.queue.service.counter_action import CounterAction, at_counter, get_ticket, json_value, update_row
from deskq.queue.service.counters import check_has_no_other_counter

MOMENTS = {"since", "called_at", "started_at", "finished_at", "returns_at", "arrived_at", "fetched_at", "break_until"}
MOVES = (events.TicketIssued, events.TicketMoved, events.CounterChanged)
#: {kind of event: the verb that can be undone}.
UNDOABLE = {
    kind.kind: verb
    for verb, kind in (events.TICKET_EVENTS | events.COUNTER_EVENTS).items()
    if verb in transitions.UNDOABLE
}


def undo(action: CounterAction) -> list[Ticket]:
    """Undo everything the last action at this counter did, the last move first, and return the tickets it moved. Raises
    ``CannotUndo`` after the office's undo time or when anything of it has changed since; all or nothing."""
    with at_counter(action, any_status=True) as (tx, counter):
        moves = last_moves(tx.session, counter)
        if action.clerk_id != (counter.clerk_id or clerk_who_left(counter, moves)):
            raise Forbidden
        return undo_moves(tx, counter, moves)


def undo_moves(tx: Transaction, counter: Counter, moves: list[journal.Entry]) -> list[Ticket]:
    """Undo these moves, the last action at the counter, the last one first."""
    if not moves or any(move.kind not in UNDOABLE for move in moves):
        raise CannotUndo
    seconds = config_cache.at(tx.office_id, tx.config_version, tx.connection).office.undo_seconds
    for move in reversed(moves):
        if move.ticket_id is None:
            _restore_counter(tx, counter, move, seconds)
    return [_undo_move(tx, move, seconds, counter.id) for move in reversed(moves) if move.ticket_id is not None]


def last_moves(session: Session, counter: Counter) -> list[journal.Entry]:
    """Journal entries of tickets and counters made by the last action at a counter; it may have made others, a
    sign-out."""
    if not counter.turn:
        return []
    values = {"office": counter.office_id, "action": counter.turn}
    moves = row_objects.every(session, journal.Entry, journal.OF_ACTION, values)
    return [move for move in moves if event_types.is_a(move.kind, *MOVES)]


def clerk_who_left(counter: Counter, moves: list[journal.Entry]) -> int | None:
    """The clerk who closed the counter themselves; None when it is not closed, or was closed by somebody else."""
    for move in moves:
        clerk = move.facts.get("changes", {}).get("clerk_id", [None])[0]
        if move.kind == events.CounterClosed.kind and counter.status == "closed" and move.by == actors.person(clerk):
            return int(clerk)
    return None


def earlier_values(changes: Mapping[str, list[Any]]) -> dict[str, Any]:
    """{column: value before the change}."""
    return {column: _value(column, change[0]) for column, change in changes.items()}


def _restore_counter(tx: Transaction, counter: Counter, move: journal.Entry, seconds: int) -> None:
    verb, changes = UNDOABLE[move.kind], move.facts["changes"]
    transitions.check_undo(verb, counter.status, move.at, tx.at, seconds)
    if any(json_value(getattr(counter, column)) != after for column, (_, after) in changes.items()):
        raise CannotUndo
    earlier = earlier_values(changes)
    if earlier["status"] == "closed" and ticket_queries.reserved_for(tx.session, counter):
        raise CannotUndo  # somebody was transferred here since, and nobody would call them
    if earlier.get("clerk_id") is not None:
        check_has_no_other_counter(tx, earlier["clerk_id"], counter)
    changed = update_row(tx.session, counter, **earlier)
    tx.record(events.CounterUndone(counter.id, counter.number, changed, verb))


def _undo_move(tx: Transaction, move: journal.Entry, seconds: int, counter_id: int) -> Ticket:
    facts = move.facts
    moved = get_ticket(tx.session, move.office_id, facts["ticket"])
    transitions.check_undo(facts["verb"], moved.state, move.at, tx.at, seconds)
    last = ticket_queries.last_entry(tx.session, moved.id)
    if last is None or last.sequence != move.sequence:
        raise CannotUndo
    earlier = earlier_values(facts["changes"])
    changed = update_row(tx.session, moved, visit_intervals.resume(tx, moved, last, earlier), **earlier)
    tx.record(events.TicketUndone(moved.id, moved.code, facts["verb"], counter_id, changed))
    return moved


def _value(column: str, stored: Any) -> Any:
    return datetime.fromisoformat(stored) if column in MOMENTS and stored is not None else stored
