"""Invariants of an office after any actions."""

from collections import Counter, defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal, journal_check
from deskq.core.text import jalali
from deskq.office import queries as office_queries
from deskq.office import rules as office_rules
from deskq.queue import ticket_replay
from deskq.queue.models import Ticket
from deskq.queue.rules.transitions import STATES
from deskq.queue.service.counter_action import json_value

REBUILT = (
    "day", "series", "number", "code", "language", "priority_id", "state", "service_id", "counter_id", "clerk_id",
    "call", "recalls", "arrived_at", "since", "called_at", "started_at", "finished_at", "returns_at", "outcome",
    "served", "ahead_at_issue", "in_person", "group_size", "fetched_at",
)  # fmt: skip

#: Minutes after midnight, in the demo office.
DAY_STARTS = 240


def tickets(session: Session, office_id: int) -> list[Ticket]:
    """Every ticket as stored now."""
    wanted = select(Ticket).where(Ticket.office_id == office_id).order_by(Ticket.id)
    return list(session.scalars(wanted.execution_options(populate_existing=True)))


def columns(ticket: Ticket) -> dict[str, object]:
    return {name: json_value(getattr(ticket, name)) for name in REBUILT}


def check(session: Session, office_id: int) -> None:
    """The journal is intact and agrees with the tables; nobody is lost, doubled, or in two places."""
    check_journal(session, office_id)
    stored = tickets(session, office_id)
    check_numbers(stored)
    assert {ticket.state for ticket in stored} <= set(STATES)
    present = Counter(ticket.counter_id for ticket in stored if ticket.state in ("called", "serving"))
    assert set(present.values()) <= {1}, "two visitors at one counter"
    assert None not in present
    closed = {row.id for row in office_queries.counters(session, office_id) if row.status == "closed"}
    kept = {ticket.counter_id for ticket in stored if ticket.state in ("waiting", "held")}
    assert not closed & kept, "somebody is kept for a counter where nobody sits"
    early = [row.code for row in stored if row.called_at is not None and row.called_at < row.arrived_at]
    assert early == [], "called before the moment from which they wait"


def check_journal(session: Session, office_id: int) -> None:
    assert journal_check.first_broken(session, office_id) is None
    entries = list(journal.walk(session, office_id))
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    rebuilt = ticket_replay.tickets(entries)
    stored = {ticket.id: columns(ticket) for ticket in tickets(session, office_id)}
    assert {ticket: {name: row.get(name) for name in REBUILT} for ticket, row in rebuilt.items()} == stored


def check_numbers(stored: list[Ticket]) -> None:
    """No code twice on a day; each series counts from 1 each day without gaps, except codes that another series had
    issued, or that are those of kept tickets, which have moved to a later day."""
    codes = [(ticket.day, ticket.code) for ticket in stored]
    assert len(set(codes)) == len(codes)
    kept = [ticket for ticket in stored if ticket.day != _arrival_day(ticket)]
    gone = {(_arrival_day(ticket), ticket.code) for ticket in kept}
    series = defaultdict(list)
    for ticket in stored:
        if ticket not in kept:
            series[ticket.day, ticket.series].append(ticket.number)
    for (day, prefix), numbers in series.items():
        left_out = set(range(1, max(numbers) + 1)) - set(numbers)
        assert {(day, office_rules.code(prefix, number)) for number in left_out} <= {*codes, *gone}


def _arrival_day(ticket: Ticket) -> int:
    return jalali.day_number(office_rules.business_date(ticket.arrived_at, clock.zone(), DAY_STARTS))
