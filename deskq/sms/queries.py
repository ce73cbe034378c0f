"""What the outbox looks at: visitors who left a number, messages that are due, messages that wait."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.text import jalali
from deskq.office import config_cache
from deskq.queue import ratings_port
from deskq.queue.models import LIVE, Ticket
from deskq.queue.queries import people_ahead
from deskq.sms import rating_port, rules
from deskq.sms.models import OPEN, Message, Notice, Sms, VisitorPhone


@dataclass(frozen=True, slots=True)
class Followed:
    """A ticket that lives or has ended just now, whose visitor left a number, as ``rules.Turn``."""

    id: int
    state: str
    since: datetime
    call: int | None
    ahead_at_issue: int


def number_of(session: Session, ticket_id: int) -> str | None:
    """Where to tell; None when it was erased, or cannot be read here."""
    return field_encryption.readable(
        session.scalar(select(VisitorPhone.number).where(VisitorPhone.ticket_id == ticket_id))
    )


def missing(session: Session, office_id: int, now: datetime) -> list[tuple[int, str, int]]:
    """(ticket, event, call) of every message that is due and not there yet."""
    turns = _followed(session, office_id, now)
    if not turns:
        return []
    there = _made(session, office_id)
    ahead: dict[int, int] = {}
    if any(turn.state == "waiting" and (turn.id, rules.NEAR, 0) not in there for turn in turns):
        ahead = people_ahead(session, config_cache.of(session, office_id), now)
    found = []
    for turn in turns:
        message = rules.due(turn, ahead.get(turn.id), now, clock.zone())
        if message is not None and (turn.id, *message) not in there and _is_wanted(session, message[0], turn.id):
            found.append((turn.id, *message))
    return found


def _is_wanted(session: Session, event: str, ticket_id: int) -> bool:
    return event != rules.RATE or (rating_port.way(ticket_id) is not None and can_rate(session, ticket_id))


def can_rate(session: Session, ticket_id: int) -> bool:
    """Whether this visit still waits for its rating."""
    ticket = session.get_one(Ticket, ticket_id)
    return ratings_port.shown(session, ticket, config_cache.of(session, ticket.office_id).office).state == "open"


def _followed(session: Session, office_id: int, now: datetime) -> list[Followed]:
    wanted: Any = (Ticket.id, Ticket.state, Ticket.since, Ticket.call, Ticket.ahead_at_issue)
    joined = select(*wanted).join(VisitorPhone, VisitorPhone.ticket_id == Ticket.id)
    over = and_(Ticket.state.in_(rules.ENDED), Ticket.since > now - rules.LONGEST_ENDED)
    return [
        Followed(*row) for row in session.execute(joined.where(VisitorPhone.office_id == office_id, or_(LIVE, over)))
    ]


def _made(session: Session, office_id: int) -> set[tuple[int, str, int]]:
    """Messages of those whose number is here: a number goes with its day, so these are few."""
    joined = select(Sms.ticket_id, Sms.event, Sms.call).join(VisitorPhone, VisitorPhone.ticket_id == Sms.ticket_id)
    made = session.execute(joined.where(VisitorPhone.office_id == office_id))
    return {(ticket, event, call) for ticket, event, call in made}


def anything_to_do(session: Session, office_id: int, now: datetime) -> bool:
    """Whether a message waits for its next attempt, or was being sent by a process that is gone."""
    return any(
        session.scalar(select(exists().where(kind.office_id == office_id, OPEN, kind.next_at <= now)))
        for kind in (Sms, Notice)
    )


def to_do(session: Session, office_id: int, now: datetime, most: int) -> list[Message]:
    """Those messages, the oldest first; those about a turn before all others."""
    found: list[Message] = []
    for kind in (Sms, Notice):
        wanted = select(kind).where(kind.office_id == office_id, OPEN, kind.next_at <= now)
        found += session.scalars(wanted.order_by(kind.next_at, kind.id).limit(most - len(found)))
    return found


def old_numbers(session: Session, office_id: int, today: int, asks: bool) -> list[int]:
    """Tickets of business days before ``today`` whose number is there and not needed any more. Where the outbox
    ``asks``, some of the day before are: nobody is asked at night."""
    asked = and_(Sms.ticket_id == VisitorPhone.ticket_id, Sms.event == rules.RATE, Sms.done_at.is_not(None))
    wanted: Any = (VisitorPhone.ticket_id, VisitorPhone.day, Ticket.state, Ticket.since, Sms.done_at)
    joined = select(*wanted).join(Ticket, Ticket.id == VisitorPhone.ticket_id).outerjoin(Sms, asked)
    found = session.execute(joined.where(VisitorPhone.office_id == office_id, VisitorPhone.day < today)).all()
    eve = jalali.day_number(jalali.gregorian(today) - timedelta(1))
    return [row.ticket_id for row in found if not (asks and row.day == eve and _is_kept(row))]


def _is_kept(row: Any) -> bool:
    how, _ = rating_port.way(row.ticket_id) or ("", "")
    return bool(how) and rules.is_kept(row, row.done_at, how == rating_port.REPLY, clock.now(), clock.zone())
