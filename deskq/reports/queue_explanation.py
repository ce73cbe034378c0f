"""Why a later visitor was called first: what the queue rule compared at that moment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db import journal
from deskq.core.text.names import Name
from deskq.office.config_cache import OfficeConfig
from deskq.queue import ticket_replay
from deskq.queue.models import Ticket


@dataclass(frozen=True, slots=True)
class CalledBefore:
    """A later visitor was called first. ``cause``: chosen, sent, rank, weight or claim.

    ``theirs`` and ``yours``: (seconds waited, weight) of the two; ``ranks``: ranks of the two services at the counter.
    """

    at: datetime
    code: str
    counter: int | None
    cause: str
    name: Name | None
    theirs: tuple[float, float]
    yours: tuple[float, float]
    ranks: tuple[int, int]


def called_before(
    session: Session,
    ticket: Ticket,
    own: list[journal.Entry],
    config: OfficeConfig,
    who: Callable[[str], tuple[str, Name | None]],
) -> list[CalledBefore]:
    """Each call of a later arrival by a counter that could have called this ticket; ``own``: the ticket's journal
    entries."""
    waited = _while_waiting(session, ticket, own)
    calls = {entry.sequence: entry for entry in waited}
    weight = float(own[0].facts.get("weight", 1.0))
    arrived = datetime.fromisoformat(own[0].facts["changes"]["arrived_at"][1])
    found = []
    for overtaken in ticket_replay.overtakings(waited, int(own[0].facts["ticket"])):
        entry = calls[overtaken.sequence]
        me = _ticket_before(own, overtaken.sequence)
        yours = ((entry.at - arrived).total_seconds(), weight)
        found.append(_explain(entry, me, yours, config, who(entry.by)[1]))
    return found


def _ticket_before(own: list[journal.Entry], sequence: int) -> dict[str, Any]:
    (row,) = ticket_replay.tickets(entry for entry in own if entry.sequence < sequence).values()
    return row


def _explain(
    entry: journal.Entry, me: Mapping[str, Any], yours: tuple[float, float], config: OfficeConfig, name: Name | None
) -> CalledBefore:
    facts = entry.facts
    heads = facts["why"]["heads"]
    counter = config.counters.get(entry.counter_id or 0)
    theirs = next((head for head in heads if head["ticket"] == facts["ticket"]), None)
    mine = _rank(heads, me)
    their_rank = theirs["rank"] if theirs else mine
    waited, weight = (theirs["waited"], theirs["weight"]) if theirs else (0.0, 1.0)
    return CalledBefore(
        at=entry.at,
        code=facts["code"],
        counter=counter.number if counter else None,
        cause=_cause(facts["why"]["rule"], (their_rank, mine), (weight, yours[1])),
        name=name,
        theirs=(waited, weight),
        yours=yours,
        ranks=(their_rank, mine),
    )


def _rank(heads: list[dict[str, Any]], me: Mapping[str, Any]) -> int:
    """The rank of this ticket at the counter; a ticket sent to this counter has its best rank."""
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


def _while_waiting(session: Session, ticket: Ticket, own: list[journal.Entry]) -> list[journal.Entry]:
    """Journal entries from the ticket's issue to its last entry, or to now while it waits. Earlier arrivals are not in
    it and cannot overtake."""
    wanted = select(journal.Entry).where(
        journal.Entry.office_id == ticket.office_id, journal.Entry.sequence >= own[0].sequence
    )
    if ticket.state != "waiting":
        wanted = wanted.where(journal.Entry.sequence <= own[-1].sequence)
    return list(session.scalars(wanted.order_by(journal.Entry.sequence)))
