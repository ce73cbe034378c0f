"""Every state of every ticket, rebuilt from the journal alone; and who overtook whom, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


class Told(Protocol):
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


def tickets(entries: Iterable[Told]) -> dict[int, dict[str, Any]]:
    """{ticket id: its columns as plain values} after the entries, which must begin with the journal."""
    found: dict[int, dict[str, Any]] = {}
    for entry in entries:
        if entry.kind.startswith("ticket.") and entry.ticket_id is not None:
            row = found.setdefault(entry.ticket_id, {})
            for column, (_, after) in entry.facts["changes"].items():
                row[column] = after
    return found


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody who came later was called first. ``rule``: claim, sent, or chosen (by a person); ``by`` who pressed."""

    sequence: int
    at: datetime
    code: str
    counter: int | None
    rule: str
    by: str
    theirs: float | None
    yours: float | None


def overtakings(entries: Iterable[Told], ticket_id: int) -> list[Overtaken]:
    """Answers "why was I overtaken?": each call of a later arrival, by a counter that served this ticket's service,
    while this ticket waited. ``theirs`` and ``yours`` are the claims the rule compared (weighted seconds)."""
    arrived: dict[int, str] = {}
    mine: dict[str, Any] = {}
    weight = 1.0
    found = []
    for entry in entries:
        if not entry.kind.startswith("ticket."):
            continue
        facts = entry.facts
        if entry.kind == "ticket.issued":
            arrived[facts["ticket"]] = facts["changes"]["arrived_at"][1]
        if facts["ticket"] == ticket_id:
            mine.update({column: after for column, (_, after) in facts["changes"].items()})
            weight = facts.get("weight", weight)
        elif entry.kind == "ticket.called" and mine.get("state") == "waiting":
            later = arrived.get(facts["ticket"], "") > mine["arrived_at"]
            heads = facts["why"]["heads"]
            if later and any(head["service"] == mine["service_id"] for head in heads):
                found.append(_overtaken(entry, heads, datetime.fromisoformat(mine["arrived_at"]), weight))
    return found


def _overtaken(entry: Told, heads: list[dict[str, Any]], arrived_at: datetime, weight: float) -> Overtaken:
    facts = entry.facts
    theirs = next((head["claim"] for head in heads if head["ticket"] == facts["ticket"]), None)
    yours = round(weight * (entry.at - arrived_at).total_seconds(), 1)
    return Overtaken(
        entry.sequence, entry.at, facts["code"], entry.counter_id, facts["why"]["rule"], entry.by, theirs, yours
    )
