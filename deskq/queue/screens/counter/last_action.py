"""The last action at a counter, as its page shows it."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from deskq.core import clock, event_types
from deskq.core.text.names import Name
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter
from deskq.queue.events import CounterChanged, CounterUndone, TicketUndone
from deskq.queue.screens.counter.types import LastAction
from deskq.queue.service.undo import UNDOABLE, clerk_who_left, last_moves
from deskq.queue.version_cache import CounterCache

VERBS = {
    "call": "called", "recall": "recalled", "fetch": "fetched", "mark": "marked", "start": "started",
    "miss": "missed", "hold": "held", "resume": "resumed",
    "return": "returned", "put_back": "put_back", "transfer": "transferred", "finish": "finished",
    "switch": "switched", "keep": "kept",
}  # fmt: skip


def last_action(session: Session, counter: Counter, config: OfficeConfig) -> LastAction | None:
    """The last action, and until when it can be undone."""
    key = (counter.turn, counter.status)
    found, undoable = LAST.at(session, counter.id, key, lambda: _read(session, counter, config))
    if found is None or not undoable:
        return found
    until = found.at + timedelta(seconds=config.office.undo_seconds)
    return replace(found, undo_until=until if clock.now() < until else None)


def _read(session: Session, counter: Counter, config: OfficeConfig) -> tuple[LastAction | None, bool]:
    """The last action without the time to undo it, and whether there is one."""
    moves = last_moves(session, counter)
    if not moves:
        return None, False
    first = next((move for move in moves if event_types.is_a(move.kind, CounterChanged)), moves[0])
    facts = first.facts
    undone = event_types.is_a(first.kind, TicketUndone, CounterUndone)
    verb = VERBS[facts["verb"]] if facts.get("verb") in VERBS and not undone else first.kind.split(".")[1]
    left = clerk_who_left(counter, moves)
    undoable = all(move.kind in UNDOABLE for move in moves) and (counter.status != "closed" or left is not None)
    return LastAction(verb, facts.get("code"), first.at, None, _detail(config, facts), left), undoable


LAST = CounterCache[tuple[LastAction | None, bool]]()


def _detail(config: OfficeConfig, facts: dict[str, object]) -> Name | None:
    """Where a visitor was transferred to."""
    changes = facts.get("changes")
    if facts.get("verb") != "transfer" or not isinstance(changes, dict):
        return None
    target = changes.get("counter_id", [None, None])[1]
    if target is not None:
        number = config.counters[target].number
        return Name(f"باجهٔ {number}", f"counter {number}")
    moved = changes.get("service_id", [None, None])[1]
    return config.services[moved].name if moved is not None else None
