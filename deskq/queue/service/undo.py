"""Taking the last press at a counter back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.db import journal
from deskq.core.errors import Forbidden
from deskq.core.transactions import Transaction
from deskq.office import config_cache
from deskq.office.models import Counter
from deskq.queue import events, ticket_queries
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.rules.transitions import CannotUndo
from deskq.queue.service.counter_action import CounterAction, alter, at_counter, plain
from deskq.queue.service.counter_action import ticket as find
from deskq.queue.service.counters import check_holds_no_other

MOMENTS = {"since", "called_at", "started_at", "finished_at", "returns_at", "arrived_at", "fetched_at", "break_until"}
#: {kind of event: the verb that can be taken back}.
UNDOABLE = {
    kind.kind: verb for verb, kind in (events.MOVED | events.AT_COUNTER).items() if verb in transitions.UNDOABLE
}


def undo(press: CounterAction) -> list[Ticket]:
    """Take back what the last press at this counter did, the last move first, and return the tickets it moved. Only
    while it is young and nothing of it has moved on since; all of it or nothing."""
    with at_counter(press, any_status=True) as (tx, counter):
        seconds = config_cache.at(press.office_id, tx.catalogue, tx.connection).office.undo_seconds
        moves = last_moves(tx.session, counter)
        if press.clerk_id != (counter.clerk_id or who_left(counter, moves)):
            raise Forbidden
        if not moves or any(move.kind not in UNDOABLE for move in moves):
            raise CannotUndo
        for move in reversed(moves):
            if move.ticket_id is None:
                _restore_counter(tx, counter, move, seconds)
        return [_take_back(tx, move, seconds, counter.id) for move in reversed(moves) if move.ticket_id is not None]


def last_moves(session: Session, counter: Counter) -> list[journal.Entry]:
    """What the last press at a counter did to tickets and counters: it may have signed somebody out too."""
    moves = journal.of_press(session, counter.office_id, counter.turn) if counter.turn else []
    return [move for move in moves if move.kind.startswith(("ticket.", "counter."))]


def who_left(counter: Counter, moves: list[journal.Entry]) -> int | None:
    """Who closed the counter by their own press; nobody when it is not closed, or another closed it for them."""
    for move in moves:
        clerk = move.facts.get("changes", {}).get("clerk_id", [None])[0]
        if move.kind == events.CounterClosed.kind and counter.status == "closed" and move.by == f"person:{clerk}":
            return int(clerk)
    return None


def before(changes: Mapping[str, list[Any]]) -> dict[str, Any]:
    """What the changed columns were."""
    return {column: _value(column, change[0]) for column, change in changes.items()}


def _restore_counter(tx: Transaction, counter: Counter, move: journal.Entry, seconds: int) -> None:
    verb, changes = UNDOABLE[move.kind], move.facts["changes"]
    transitions.check_undo(verb, counter.status, move.at, tx.at, seconds)
    if any(plain(getattr(counter, column)) != after for column, (_, after) in changes.items()):
        raise CannotUndo
    earlier = before(changes)
    if earlier["status"] == "closed" and ticket_queries.kept_for(tx.session, counter):
        raise CannotUndo  # somebody was sent here meanwhile, and nobody would call them
    if earlier.get("clerk_id") is not None:
        check_holds_no_other(tx, earlier["clerk_id"], counter)
    changed = alter(tx.session, counter, **earlier)
    tx.record(events.CounterUndone(counter.id, counter.number, changed, verb))


def _take_back(tx: Transaction, move: journal.Entry, seconds: int, counter_id: int) -> Ticket:
    facts = move.facts
    moved = find(tx.session, move.office_id, facts["ticket"])
    transitions.check_undo(facts["verb"], moved.state, move.at, tx.at, seconds)
    last = ticket_queries.last_entry(tx.session, moved.id)
    if last is None or last.sequence != move.sequence:
        raise CannotUndo
    changed = alter(tx.session, moved, **before(facts["changes"]))
    tx.record(events.TicketUndone(moved.id, moved.code, facts["verb"], counter_id, changed))
    return moved


def _value(column: str, plain: Any) -> Any:
    return datetime.fromisoformat(plain) if column in MOMENTS and plain is not None else plain
