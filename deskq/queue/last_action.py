"""What the last press at a counter did, as its page tells it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text.names import Name
from deskq.office.config_cache import Catalogue
from deskq.office.models import Counter
from deskq.queue.screens.counter_types import LastAct
from deskq.queue.service.undo import UNDOABLE, last_moves, who_left

VERBS = {
    "call": "called", "recall": "recalled", "fetch": "fetched", "mark": "marked", "start": "started",
    "miss": "missed", "hold": "held", "resume": "resumed",
    "return": "returned", "put_back": "put_back", "transfer": "transferred", "finish": "finished",
}  # fmt: skip


def last_act(session: Session, counter: Counter, about: Catalogue) -> LastAct | None:
    """The last press, and whether it can be taken back."""
    office = about.office
    told = last_moves(session, counter)
    if not told:
        return None
    first = next((move for move in told if move.kind.startswith("counter.")), told[0])
    facts = first.facts
    verb = (
        VERBS[facts["verb"]] if facts.get("verb") in VERBS and "undone" not in first.kind else first.kind.split(".")[1]
    )
    until = first.at + timedelta(seconds=office.undo_seconds)
    left = who_left(counter, told)
    can = all(move.kind in UNDOABLE for move in told) and clock.now() < until and (counter.status != "closed" or left)
    return LastAct(verb, facts.get("code"), first.at, until if can else None, _detail(about, facts), left)


def _detail(about: Catalogue, facts: dict[str, object]) -> Name | None:
    """Where a transferred visitor went."""
    changes = facts.get("changes")
    if facts.get("verb") != "transfer" or not isinstance(changes, dict):
        return None
    target = changes.get("counter_id", [None, None])[1]
    if target is not None:
        number = about.counters[target].number
        return Name(f"باجهٔ {number}", f"counter {number}")
    moved = changes.get("service_id", [None, None])[1]
    return about.services[moved].name if moved is not None else None
