"""The story of one ticket: every entry of the journal as plain values for a sentence, and each overtaking explained."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq import journal
from deskq.office import catalogue
from deskq.office.catalogue import Catalogue
from deskq.office.models import Device
from deskq.persian import Name
from deskq.queue import replay
from deskq.queue.models import Ticket
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class Told:
    """One entry. ``who`` is person, device, visitor, machine or office, ``name`` theirs; ``verb`` the move."""

    at: datetime
    kind: str
    who: str
    name: str
    counter: int | None
    facts: Mapping[str, Any]
    service: Name | None
    sent_to: int | None

    @property
    def verb(self) -> str:
        return str(self.facts.get("verb", ""))

    def after(self, column: str) -> Any:
        """What a column became, None when it did not change."""
        return self.facts.get("changes", {}).get(column, (None, None))[1]

    def moment(self, column: str) -> datetime | None:
        text = self.after(column)
        return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody who came later was called first. ``cause``: chosen, sent, rank, weight or claim.

    ``theirs`` and ``yours`` are (seconds waited, weight) of the two; ``ranks`` the places of the two services at it.
    """

    at: datetime
    code: str
    counter: int | None
    cause: str
    name: str
    theirs: tuple[float, float]
    yours: tuple[float, float]
    ranks: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Story:
    """What happened to one ticket, and who was called before it although they came later."""

    ticket: Ticket
    service: Name
    priority: Name
    entries: list[Told]
    passed: list[Passed]


def story(session: Session, office_id: int, ticket_id: int) -> Story | None:
    ticket = session.get(Ticket, ticket_id)
    if ticket is None or ticket.office_id != office_id:
        return None
    about = catalogue.of(session, office_id)
    own = journal.of_ticket(session, ticket_id)
    who = _namer(session, office_id)
    return Story(
        ticket=ticket,
        service=about.services[ticket.service_id].name,
        priority=about.priorities[ticket.priority_id].name,
        entries=[_told(entry, about, who) for entry in own],
        passed=_passed(_while_waiting(session, office_id, own), own, about, who) if own else [],
    )


def _namer(session: Session, office_id: int) -> Callable[[str], tuple[str, str]]:
    """("person", "Maryam Karimi") of the journal's "person:1"."""
    people = staff_queries.names(session, office_id)
    devices = {row.id: row.name for row in session.scalars(select(Device).where(Device.office_id == office_id))}

    def who(by: str) -> tuple[str, str]:
        kind, _, row = by.partition(":")
        if kind == "person":
            return "person", people.get(int(row), "")
        if kind == "device":
            return "device", devices.get(int(row), "")
        return {"token": "machine", "visitor": "visitor"}.get(kind, "office"), ""

    return who


def _told(entry: journal.Entry, about: Catalogue, who: Callable[[str], tuple[str, str]]) -> Told:
    facts = entry.facts
    changes = facts.get("changes", {})
    moved = changes.get("service_id", (None, None))[1]
    target = changes.get("counter_id", (None, None))[1] if facts.get("verb") == "transfer" else None
    kind, name = who(entry.by)
    return Told(
        at=entry.at,
        kind=entry.kind,
        who=kind,
        name=name,
        counter=_number(about, entry.counter_id),
        facts=facts,
        service=about.services[moved].name if moved in about.services else None,
        sent_to=_number(about, target),
    )


def _number(about: Catalogue, counter_id: int | None) -> int | None:
    counter = about.counters.get(counter_id or 0)
    return counter.number if counter is not None else None


def _while_waiting(session: Session, office_id: int, own: list[journal.Entry]) -> list[journal.Entry]:
    """The journal from this ticket's issue to its last entry: whoever came earlier is not in it and cannot overtake."""
    wanted = select(journal.Entry).where(
        journal.Entry.office_id == office_id,
        journal.Entry.sequence >= own[0].sequence,
        journal.Entry.sequence <= own[-1].sequence,
    )
    return list(session.scalars(wanted.order_by(journal.Entry.sequence)))


def _passed(
    waited: list[journal.Entry], own: list[journal.Entry], about: Catalogue, who: Callable[[str], tuple[str, str]]
) -> list[Passed]:
    calls = {entry.sequence: entry for entry in waited}
    weight = float(own[0].facts.get("weight", 1.0))
    arrived = datetime.fromisoformat(own[0].facts["changes"]["arrived_at"][1])
    found = []
    for overtaken in replay.overtakings(waited, int(own[0].facts["ticket"])):
        entry = calls[overtaken.sequence]
        me = _as_it_was(own, overtaken.sequence)
        yours = ((entry.at - arrived).total_seconds(), weight)
        found.append(_explained(entry, me, yours, about, who(entry.by)[1]))
    return found


def _as_it_was(own: list[journal.Entry], sequence: int) -> dict[str, Any]:
    (row,) = replay.tickets(entry for entry in own if entry.sequence < sequence).values()
    return row


def _explained(
    entry: journal.Entry, me: Mapping[str, Any], yours: tuple[float, float], about: Catalogue, name: str
) -> Passed:
    facts = entry.facts
    heads = facts["why"]["heads"]
    theirs = next((head for head in heads if head["ticket"] == facts["ticket"]), None)
    mine = _rank(heads, me)
    their_rank = theirs["rank"] if theirs else mine
    waited, weight = (theirs["waited"], theirs["weight"]) if theirs else (0.0, 1.0)
    return Passed(
        at=entry.at,
        code=facts["code"],
        counter=_number(about, entry.counter_id),
        cause=_cause(facts["why"]["rule"], (their_rank, mine), (weight, yours[1])),
        name=name,
        theirs=(waited, weight),
        yours=yours,
        ranks=(their_rank, mine),
    )


def _rank(heads: list[dict[str, Any]], me: Mapping[str, Any]) -> int:
    """The place of this ticket in the counter's order; sent to that very counter, among its first."""
    best = min((head["rank"] for head in heads), default=1)
    if me.get("counter_id") is not None:
        return int(best)
    return int(next((head["rank"] for head in heads if head["service"] == me["service_id"]), best))


def _cause(rule: str, ranks: tuple[int, int], weights: tuple[float, float]) -> str:
    if rule in ("chosen", "sent"):
        return rule
    if ranks[0] < ranks[1]:
        return "rank"
    return "weight" if weights[0] > weights[1] else "claim"
