"""The report of messages: messages registered in a range, by kind, channel, category, unit or district, how many were
answered in time, and how old those without an answer are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.message_settings import kinds
from deskq.message_settings import queries as settings_queries
from deskq.messages.models import UNRESTRICTED, Message
from deskq.messages.rules.transitions import LIVE
from deskq.reports.period.rules import DateRange

#: Divisions of a report: {division: column}.
DIVISIONS: dict[str, Any] = {
    "kind": Message.kind,
    "channel": Message.channel,
    "category": Message.category_id,
    "unit": Message.unit_id,
    "district": Message.district_id,
}
COUNTS = ("registered", "answered", "due", "in_time", "open", "calm", "amber", "red", "late")


@dataclass(frozen=True, slots=True)
class MessageRow:
    """``key``: code of a kind or channel, id of a category, unit or district, or None. ``due``: messages whose first
    promised date has come; ``in_time``: messages among them that were answered by that date. The date is moved by the
    pauses of the clock. A message withdrawn before its date is not due. ``open``: messages that wait for an answer now;
    among them ``calm`` ones with less than half of their time used, ``amber`` from half, ``red`` from three quarters,
    ``late`` ones past their date (R22). ``oldest``: when the oldest of them was registered."""

    key: str | int | None
    registered: int
    answered: int
    due: int
    in_time: int
    open: int = 0
    calm: int = 0
    amber: int = 0
    red: int = 0
    late: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class MessageReport:
    days: DateRange
    by: str
    rows: list[MessageRow]
    total: MessageRow


def message_report(session: Session, office_id: int, asked: DateRange, by: str) -> MessageReport:
    """Confidential reports, and complaints about staff that were not passed on, are in no figure, because their
    existence is confidential as well. The ages are those of
    now, also for a range of earlier days."""
    mine = (UNRESTRICTED, Message.office_id == office_id, Message.day.between(*asked.days))
    key = DIVISIONS[by]
    counted = select(key, *_counts(clock.now())).where(*mine).group_by(key)
    rows = [_row(*found) for found in session.execute(counted)]
    order = _order(session, office_id, by)
    rows.sort(key=lambda row: (-row.registered, order.get(row.key, len(order))))
    sums = [sum(getattr(row, name) for row in rows) for name in COUNTS]
    oldest = min((row.oldest for row in rows if row.oldest is not None), default=None)
    return MessageReport(asked, by, rows, _row(None, *sums, oldest))


def _row(key: str | int | None, *counts: Any) -> MessageRow:
    """``counts`` in the order of ``COUNTS``, then the oldest."""
    *numbers, oldest = counts
    return MessageRow(key, **dict(zip(COUNTS, map(int, numbers), strict=True)), oldest=oldest)


def _counts(now: datetime) -> list[Any]:
    date, answered = func.coalesce(Message.counted_due_at, Message.first_due_at), Message.first_answered_at
    taken_back = and_(answered.is_(None), Message.state == "withdrawn", Message.ended_at <= date)
    in_time = and_(answered.is_not(None), answered <= date)
    is_due = and_(or_(date < now, in_time), ~func.coalesce(taken_back, False))
    is_open = Message.state.in_(LIVE)
    late, red, amber = Message.due_at <= now, Message.red_at <= now, Message.amber_at <= now
    ages = (~amber, and_(amber, ~red), and_(red, ~late), late)
    return [
        func.count(),
        func.count(answered),
        *(func.sum(case((which, 1), else_=0)) for which in (is_due, in_time, is_open)),
        *(func.sum(case((and_(is_open, which), 1), else_=0)) for which in ages),
        func.min(case((is_open, Message.registered_at))),
    ]


def _order(session: Session, office_id: int, by: str) -> dict[Any, int]:
    """{key: position in the lists of the office}."""
    about = settings_queries.load_settings(session, office_id)
    listed: dict[str, Any] = {
        "kind": kinds.KINDS, "channel": kinds.CHANNELS, "category": about.categories, "unit": about.units,
        "district": about.districts,
    }  # fmt: skip
    return {key: place for place, key in enumerate(listed[by])}
