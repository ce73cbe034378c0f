"""History of one ticket: its journal entries as plain values, one per sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.access.devices.models import Device
from deskq.core import actors
from deskq.core.db import journal
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.queue.models import Ticket
from deskq.reports import queue_explanation
from deskq.reports.queue_explanation import CalledBefore
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry. ``who``: person, device, visitor, machine or office; ``name``: theirs; ``verb``: the transition."""

    at: datetime
    kind: str
    who: str
    name: Name | None
    counter: int | None
    facts: Mapping[str, Any]
    service: Name | None
    sent_to: int | None

    @property
    def verb(self) -> str:
        return str(self.facts.get("verb", ""))

    def after(self, column: str) -> Any:
        """New value of a column; None when it did not change."""
        return self.facts.get("changes", {}).get(column, (None, None))[1]

    def moment(self, column: str) -> datetime | None:
        text = self.after(column)
        return datetime.fromisoformat(text) if text else None


@dataclass(frozen=True, slots=True)
class TicketHistory:
    """What happened to one ticket, and which later visitors were called before it."""

    ticket: Ticket
    service: Name
    priority: Name
    entries: list[HistoryEntry]
    passed: list[CalledBefore]


def ticket_history(session: Session, office_id: int, ticket_id: int) -> TicketHistory | None:
    """The history of a ticket; None when this office has no such ticket."""
    ticket = session.get(Ticket, ticket_id)
    if ticket is None or ticket.office_id != office_id:
        return None
    config = config_cache.of(session, office_id)
    own = journal.of_ticket(session, ticket_id)
    who = _namer(session, office_id)
    return TicketHistory(
        ticket=ticket,
        service=config.services[ticket.service_id].name,
        priority=config.priorities[ticket.priority_id].name,
        entries=[_history_entry(entry, config, who) for entry in own],
        passed=queue_explanation.called_before(session, ticket, own, config, who) if own else [],
    )


def _namer(session: Session, office_id: int) -> Callable[[str], tuple[str, Name | None]]:
    """Maps the journal's "person:1" to ("person", "Maryam Karimi")."""
    people = staff_queries.names(session, office_id)
    devices = {
        row.id: Name(row.name, "") for row in session.scalars(select(Device).where(Device.office_id == office_id))
    }

    def who(by: str) -> tuple[str, Name | None]:
        if (person_id := actors.person_id(by)) is not None:
            return "person", people.get(person_id)
        if (device_id := actors.device_id(by)) is not None:
            return "device", devices.get(device_id)
        return {actors.TOKEN: "machine", actors.VISITOR: "visitor"}.get(actors.kind(by), "office"), None

    return who


def _history_entry(
    entry: journal.Entry, config: OfficeConfig, who: Callable[[str], tuple[str, Name | None]]
) -> HistoryEntry:
    facts = entry.facts
    changes = facts.get("changes", {})
    moved = changes.get("service_id", (None, None))[1]
    target = changes.get("counter_id", (None, None))[1] if facts.get("verb") == "transfer" else None
    kind, name = who(entry.by)
    return HistoryEntry(
        at=entry.at,
        kind=entry.kind,
        who=kind,
        name=name,
        counter=_number(config, entry.counter_id),
        facts=facts,
        service=config.services[moved].name if moved in config.services else None,
        sent_to=_number(config, target),
    )


def _number(config: OfficeConfig, counter_id: int | None) -> int | None:
    counter = config.counters.get(counter_id or 0)
    return counter.number if counter is not None else None
