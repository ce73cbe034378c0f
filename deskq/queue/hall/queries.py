"""Reads calls for help and lines of text, for the hall page and for the counters."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.core.db.fixed import FixedStatement
from deskq.core.db.journal import Entry
from deskq.core.transactions import connection_of
from deskq.office.models import Counter
from deskq.queue.hall.events import HelpAsked, HelpEnded
from deskq.queue.hall.models import CounterLine, HelpCall

#: An answer that can still be undone is among the last rows of the journal, at most so many.
RECENT = 2000
HELP_AT = FixedStatement(select(HelpCall.asked_at).where(HelpCall.counter_id == bindparam("counter")))
UNREAD = FixedStatement(
    select(CounterLine.sequence, CounterLine.text, CounterLine.sent_at)
    .where(CounterLine.counter_id == bindparam("counter"), CounterLine.read_at.is_(None))
    .order_by(CounterLine.sent_at)
)


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line of text on a counter's page."""

    sequence: int
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line of text on the hall page. ``unread``: numbers of the counters that have not read it; ``counter``: number
    of its only counter, None if it was sent to all."""

    sequence: int
    text: str
    sent_at: datetime
    unread: tuple[int, ...]
    counter: int | None


def help_asked(session: Session, counter_id: int) -> datetime | None:
    """When this counter asked for help; None if it does not wait."""
    asked_at: datetime | None = HELP_AT.scalar(connection_of(session), {"counter": counter_id})
    return asked_at


def help_calls(session: Session, office_id: int) -> dict[int, datetime]:
    """{counter id: when it asked for help}, the earliest first."""
    wanted = select(HelpCall.counter_id, HelpCall.asked_at).where(HelpCall.office_id == office_id)
    return {counter: asked for counter, asked in session.execute(wanted.order_by(HelpCall.asked_at))}


def was_answered(session: Session, counter: Counter, version: int, since: datetime) -> bool:
    """Whether the latest event of a counter's call for help, since ``since``, is its answer."""
    recent = (Entry.office_id == counter.office_id, Entry.sequence > version - RECENT, Entry.at >= since)
    of_help = (Entry.counter_id == counter.id, Entry.kind.in_((HelpAsked.kind, HelpEnded.kind)))
    wanted = select(Entry).where(*recent, *of_help).order_by(Entry.sequence.desc()).limit(1)
    last = session.scalars(wanted).first()
    return last is not None and bool(last.facts.get("answered"))


def unread(session: Session, counter_id: int) -> list[UnreadLine]:
    """The lines that this counter has not read, the earliest first."""
    return [UnreadLine(*row) for row in UNREAD.all(connection_of(session), {"counter": counter_id})]


def sent_since(session: Session, office_id: int, since: datetime, numbers: dict[int, int]) -> list[SentLine]:
    """Lines sent since this time, the latest first. ``numbers``: {counter id: number}."""
    wanted = select(CounterLine).where(CounterLine.office_id == office_id, CounterLine.sent_at >= since)
    lines: dict[int, list[CounterLine]] = {}
    for row in session.scalars(wanted.order_by(CounterLine.sequence.desc()).execution_options(populate_existing=True)):
        lines.setdefault(row.sequence, []).append(row)
    return [_sent(rows, numbers) for rows in lines.values()]


def _sent(rows: list[CounterLine], numbers: dict[int, int]) -> SentLine:
    waiting = sorted(numbers[row.counter_id] for row in rows if row.read_at is None)
    only = numbers[rows[0].counter_id] if len(rows) == 1 else None
    return SentLine(rows[0].sequence, rows[0].text, rows[0].sent_at, tuple(waiting), only)
