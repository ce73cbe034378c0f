"""Taking the last press at a counter back."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from deskq import journal
from deskq.office import catalogue
from deskq.queue import events, rules
from deskq.queue.models import Ticket
from deskq.queue.service.press import Press, alter, at_counter
from deskq.queue.service.press import ticket as find
from deskq.transactions import Transaction

MOMENTS = {"since", "called_at", "started_at", "finished_at", "returns_at", "arrived_at", "fetched_at"}


def undo(press: Press) -> list[Ticket]:
    """Take back what the last press at this counter did, the last move first. Only while it is young and no ticket of
    it has moved on since; all of it or nothing."""
    with at_counter(press) as (tell, counter):
        seconds = catalogue.at(press.office_id, tell.catalogue, tell.connection).office.undo_seconds
        moves = journal.of_press(tell.session, press.office_id, counter.turn)
        if not moves or any(not undoable(move.kind) for move in moves):
            raise rules.CannotUndo
        return [_take_back(tell, move, seconds, counter.id) for move in reversed(moves)]


def undoable(kind: str) -> bool:
    return any(events.MOVED[verb].kind == kind for verb in rules.UNDOABLE)


def _take_back(tell: Transaction, move: journal.Entry, seconds: int, counter_id: int) -> Ticket:
    facts = move.facts
    moved = find(tell.session, move.office_id, facts["ticket"])
    rules.check_undo(facts["verb"], moved.state, move.at, tell.at, seconds)
    if _moved_since(tell, move):
        raise rules.CannotUndo
    before = {column: _value(column, change[0]) for column, change in facts["changes"].items()}
    changed = alter(tell.session, moved, **before)
    tell(events.TicketUndone(moved.id, moved.code, facts["verb"], counter_id, changed))
    return moved


def _moved_since(tell: Transaction, move: journal.Entry) -> bool:
    wanted = select(func.max(journal.Entry.sequence)).where(journal.Entry.ticket_id == move.ticket_id)
    return tell.session.scalar(wanted) != move.sequence


def _value(column: str, plain: Any) -> Any:
    return datetime.fromisoformat(plain) if column in MOMENTS and plain is not None else plain
