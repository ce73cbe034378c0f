"""Compares commissions with the journal: when sessions are, and notices, defences, verdicts and their days. Reasons and
defences themselves are in no event."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.commissions import events
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.rules.verdicts import ART100
from deskq.core import clock
from deskq.core.db.engine import EPOCH, MICROSECOND
from deskq.core.db.journal_comparison import Difference, Told, as_told, missing, of_kinds, unequal, unknown
from deskq.core.text import jalali

Rows = dict[int, dict[str, Any]]
NO_ITEM: dict[str, Any] = {
    "notice": ("", 0, 0), "has a defence": False, "verdict": "", "amount": 0, "served": ("", 0, 0),
}  # fmt: skip
KINDS = (
    events.SessionPlanned, events.SessionMoved, events.SessionCancelled, events.AgendaAdded, events.AgendaRemoved,
    events.NoticeServed, events.DefenceReceived, events.VerdictGivenOut, events.VerdictCorrected, events.VerdictServed,
)  # fmt: skip


def differences(session: Session, office_id: int) -> Iterator[Difference]:
    """Items are few: some hundreds in a year."""
    sessions, items = _told(session, office_id)
    mine = CommissionSession.office_id == office_id
    for row in session.scalars(select(CommissionSession).where(mine).order_by(CommissionSession.id)):
        told = sessions.pop(row.id, None)
        starts = as_told(row.starts_at, told["starts"] if told else 0)
        stored = {"starts": starts, "cancelled": row.cancelled_at is not None, "commission": row.commission}
        yield from _compared(f"commission session {row.id}", stored, told)
    wanted = select(CommissionItem).join(CommissionSession, CommissionSession.id == CommissionItem.session_id)
    for item in session.scalars(wanted.where(mine).order_by(CommissionItem.id)):
        yield from _compared(f"commission case {item.id}", _stored(item), items.pop(item.id, None))
    yield from (missing(f"commission session {one}") for one in sessions)
    yield from (missing(f"commission case {one}") for one in items)


def _compared(what: str, stored: dict[str, Any], told: dict[str, Any] | None) -> Iterator[Difference]:
    if told is None:
        yield unknown(what)
    else:
        yield from unequal(what, stored, told)


def _stored(item: CommissionItem) -> dict[str, Any]:
    return {
        "session": item.session_id,
        "application": item.application_id,
        "notice": (item.notice_way, _day(item.notice_day), _day(item.defence_until)),
        "has a defence": item.defence_at is not None,
        "verdict": item.verdict,
        "amount": item.amount or 0,
        "served": (item.served_way, _day(item.served_day), _day(item.appeal_until)),
    }


def _told(session: Session, office_id: int) -> tuple[Rows, Rows]:
    """({session: facts}, {item: facts}) after all entries."""
    sessions: Rows = {}
    items: Rows = {}
    for entry in of_kinds(session, office_id, *KINDS):
        facts = entry.facts
        if entry.kind == events.SessionPlanned.kind:
            told = {"starts": facts["starts"], "cancelled": False, "commission": facts["commission"]}
            sessions[facts["session"]] = told
        elif entry.kind == events.SessionMoved.kind:
            _move(facts, sessions[facts["session"]], items)
        elif entry.kind == events.SessionCancelled.kind:
            sessions[facts["session"]]["cancelled"] = True
        elif entry.kind == events.AgendaAdded.kind:
            items[facts["item"]] = {"session": facts["session"], "application": facts["application"], **NO_ITEM}
        elif entry.kind == events.AgendaRemoved.kind:
            del items[facts["item"]]
        else:
            items[facts["item"]] |= _of_item(entry, facts)
    return sessions, items


def _move(facts: dict[str, Any], session: dict[str, Any], items: Rows) -> None:
    """Where the law names no days, a defence is possible until the day of the session."""
    session["starts"] = facts["starts"]
    day = _day(clock.local(EPOCH + facts["starts"] * MICROSECOND).date())
    for item in items.values():
        if item["session"] == facts["session"] and item["notice"][1] and session["commission"] != ART100:
            item["notice"] = (*item["notice"][:2], day)


def _of_item(entry: Told, facts: dict[str, Any]) -> dict[str, Any]:
    if entry.kind == events.NoticeServed.kind:
        return {"notice": (facts["way"], facts["day"], facts["until"])}
    if entry.kind == events.DefenceReceived.kind:
        return {"has a defence": True}
    if entry.kind == events.VerdictServed.kind:
        return {"served": (facts["way"], facts["day"], facts["until"])}
    return {"verdict": facts["verdict"], "amount": facts["amount"]}


def _day(day: date | None) -> int:
    return jalali.day_number(day) if day is not None else 0
