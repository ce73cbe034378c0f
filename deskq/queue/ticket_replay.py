"""Rebuilds tickets from the journal alone, and finds who overtook a ticket and by which rule."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from deskq.core import event_types
from deskq.queue.events import TicketCalled, TicketIssued, TicketMoved


class JournalRow(Protocol):
    @property
    def sequence(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def ticket_id(self) -> int | None: ...
    @property
    def counter_id(self) -> int | None: ...
    @property
    def facts(self) -> dict[str, Any]: ...


def tickets(entries: Iterable[JournalRow]) -> dict[int, dict[str, Any]]:
    """{ticket id: its columns as JSON values} after all entries, which must start at the beginning of the journal."""
    found: dict[int, dict[str, Any]] = {}
    for entry in entries:
        if event_types.is_a(entry.kind, TicketIssued, TicketMoved) and entry.ticket_id is not None:
            row = found.setdefault(entry.ticket_id, {})
            for column, (_, after) in entry.facts["changes"].items():
                row[column] = after
    return found


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A later arrival was called first. ``rule``: claim, sent, or chosen (by a clerk); ``by``: who called. ``theirs``
    and ``yours`` are the priority scores compared, in weighted seconds."""

    sequence: int
    at: datetime
    code: str
    counter: int | None
    rule: str
    by: str
    theirs: float | None
    yours: float | None


def overtakings(entries: Iterable[JournalRow], ticket_id: int) -> list[Overtaken]:
    """Answers "why was I overtaken?": each call of a later arrival, by a counter that could have called this ticket,
    while this ticket was waiting. The entries may start with the ticket's own issue: earlier arrivals cannot
    overtake."""
    rows: dict[int, dict[str, Any]] = {}
    weight = 1.0
    found = []
    for entry in entries:
        if not event_types.is_a(entry.kind, TicketIssued, TicketMoved):
            continue
        facts = entry.facts
        mine = rows.get(ticket_id, {})
        if entry.kind == TicketCalled.kind and mine.get("state") == "waiting" and facts["ticket"] != ticket_id:
            heads = facts["why"]["heads"]
            later = rows.get(facts["ticket"], {}).get("arrived_at", "") > mine["arrived_at"]
            if later and _could_call(entry.counter_id, mine, heads):
                found.append(_overtaken(entry, heads, datetime.fromisoformat(mine["arrived_at"]), weight))
        if facts["ticket"] == ticket_id:
            weight = facts.get("weight", weight)
        row = rows.setdefault(facts["ticket"], {})
        row.update({column: after for column, (_, after) in facts["changes"].items()})
    return found


def _could_call(counter: int | None, mine: dict[str, Any], heads: list[dict[str, Any]]) -> bool:
    """Whether the counter could have called this ticket: it was transferred there, or the counter serves its service,
    which is visible from a head of that service that was not itself transferred there."""
    if mine.get("counter_id") is not None:
        return bool(mine["counter_id"] == counter)
    return mine["service_id"] in {head["service"] for head in heads if not head["sent"]}


def _overtaken(entry: JournalRow, heads: list[dict[str, Any]], arrived_at: datetime, weight: float) -> Overtaken:
    facts = entry.facts
    theirs = next((head["claim"] for head in heads if head["ticket"] == facts["ticket"]), None)
    yours = round(weight * (entry.at - arrived_at).total_seconds(), 1)
    return Overtaken(
        entry.sequence, entry.at, facts["code"], entry.counter_id, facts["why"]["rule"], entry.by, theirs, yours
    )
