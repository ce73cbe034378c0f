"""Messages that call for an alert: referred (from the journal), half of the time passed, time running out, late."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from deskq.alerts.models import Alert
from deskq.alerts.queries.found import Found
from deskq.alerts.rules import AMBER, LATE, LOOK_BACK, RED, REFERRED, Settings
from deskq.core.db import journal
from deskq.message_settings.kinds import REPORT
from deskq.messages.events import MessageMoved
from deskq.messages.models import OPEN, Message
from deskq.messages.rules import deadlines
from deskq.messages.rules.transitions import LIVE
from deskq.messages.rules.visibility import is_restricted

#: Verbs that send a message to a unit.
SENT_TO_UNIT = ("refer", "pass_on")
MOST_ROWS = 5000  #: of the journal in one round
PIECE = 200  #: new alerts in one transaction


def referred(session: Session, office_id: int, after: int, end: int) -> tuple[list[Found], int]:
    """Messages referred by events after this sequence and not accepted yet; the sequence up to which was read, ``end``
    or one before it."""
    until = min(end, after + MOST_ROWS)
    rows = journal.of_kind(session, office_id, MessageMoved.kind, after, until)
    sent = {row.event.message: row.at for row in rows if isinstance(row.event, MessageMoved) and _is_sent(row.event)}
    messages = by_id(session, sent)
    found = [
        Found(REFERRED, one.id, since=sent[one.id], report=is_restricted(one))
        for one in messages.values()
        if one.state == "referred"
    ]
    return found, until


def aged(session: Session, office_id: int, settings: Mapping[str, Settings], now: datetime) -> list[Found]:
    """Open messages that became amber, red or late within ``LOOK_BACK`` and have no alert about it yet, ``PIECE`` of
    each kind at most."""
    found: list[Found] = []
    for kind, moment, younger in _ages(now):
        if settings[kind].on:
            same = and_(Alert.office_id == office_id, Alert.kind == kind, Alert.subject == Message.id, Alert.name == "")
            new = ~select(Alert.id).where(same, Alert.since == moment).exists()
            wanted = select(Message.id, Message.kind, Message.restricted, moment.label("since")).where(
                Message.office_id == office_id, OPEN, moment <= now, moment > now - LOOK_BACK, *younger, new
            )
            rows = session.execute(wanted.order_by(moment).limit(PIECE))
            found += [Found(kind, row.id, since=row.since, report=row.kind == REPORT or row.restricted) for row in rows]
    return found


def _ages(now: datetime) -> tuple[tuple[str, Any, tuple[ColumnElement[bool], ...]], ...]:
    """(kind, column of its time, condition that the time of the next kind has not come)."""
    return (
        (AMBER, Message.amber_at, (Message.red_at > now,)),
        (RED, Message.red_at, (Message.due_at > now,)),
        (LATE, Message.due_at, ()),
    )


def over(session: Session, alerts: Iterable[Alert], settings: Mapping[str, Settings], now: datetime) -> list[Alert]:
    """The alerts about messages whose condition does not hold any more."""
    mine = list(alerts)
    messages = by_id(session, [alert.subject for alert in mine])
    return [one for one in mine if not (settings[one.kind].on and _is_true(one, messages.get(one.subject), now))]


def _is_true(alert: Alert, message: Message | None, now: datetime) -> bool:
    if message is None or message.state not in LIVE:
        return False
    if alert.kind == REFERRED:
        return message.state == "referred"
    begins = {AMBER: message.amber_at, RED: message.red_at, LATE: message.due_at}[alert.kind]
    return begins == alert.since and deadlines.age(message, now) == alert.kind


def by_id(session: Session, ids: Iterable[int]) -> dict[int, Message]:
    wanted = select(Message).where(Message.id.in_(list(ids)))
    return {one.id: one for one in session.scalars(wanted.execution_options(populate_existing=True))}


def _is_sent(event: MessageMoved) -> bool:
    return event.verb in SENT_TO_UNIT
