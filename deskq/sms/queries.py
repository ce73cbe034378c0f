"""Queries of the outbox: visitors with a number, SMS that are due, SMS that wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.text import jalali
from deskq.office import config_cache
from deskq.office.models import Office
from deskq.queue import ratings_port
from deskq.queue.ahead_counts import people_ahead
from deskq.queue.models import LIVE, Ticket
from deskq.sms import rating_port, rules
from deskq.sms.models import OPEN_ROWS, Notice, OutboxRow, Sms, VisitorPhone, number_index


@dataclass(frozen=True, slots=True)
class FollowedTicket:
    """A live or just ended ticket whose visitor left a number; implements ``rules.TicketFacts``."""

    id: int
    state: str
    since: datetime
    call: int | None
    ahead_at_issue: int


def number_of(session: Session, ticket_id: int) -> str | None:
    """The visitor's number; None when it was erased or cannot be decrypted here."""
    return field_encryption.readable(
        session.scalar(select(VisitorPhone.number).where(VisitorPhone.ticket_id == ticket_id))
    )


def newest_about(session: Session, office_id: int, beginning: str) -> str | None:
    """What the newest notice is about, of those about something that begins so."""
    mine = (Notice.office_id == office_id, Notice.about.startswith(beginning, autoescape=True))
    return session.scalar(select(Notice.about).where(*mine).order_by(Notice.id.desc()).limit(1))


def notices(session: Session, office_id: int, about: Collection[str]) -> list[Notice]:
    """Those about exactly this."""
    return list(session.scalars(select(Notice).where(Notice.office_id == office_id, Notice.about.in_(about))))


def live_ticket_of(session: Session, office_id: int, number: str) -> Ticket | None:
    """The latest ticket with this number (E.164) that has not ended, taken in any way."""
    return session.scalars(live_tickets_of(office_id, number).limit(1)).first()


def live_tickets_of(office_id: int, number: str) -> Select[Any]:
    """Select of the tickets with this number (E.164) that have not ended, the latest first."""
    known = (VisitorPhone.office_id == office_id, VisitorPhone.number_index == number_index(number), LIVE)
    joined = select(Ticket).join(VisitorPhone, VisitorPhone.ticket_id == Ticket.id).where(*known)
    return joined.order_by(Ticket.id.desc())


def missing_sms(session: Session, office_id: int, now: datetime) -> list[tuple[int, str, int]]:
    """(ticket, event, call) of every SMS that is due and not yet created."""
    tickets = _followed_tickets(session, office_id, now)
    if not tickets:
        return []
    there = _existing(session, office_id)
    ahead: dict[int, int] = {}
    if any(ticket.state == "waiting" and (ticket.id, rules.NEAR, 0) not in there for ticket in tickets):
        ahead = people_ahead(session, config_cache.of(session, office_id), now)
    found = []
    for ticket in tickets:
        sms = rules.due_sms(ticket, ahead.get(ticket.id), now, clock.zone())
        if sms is not None and (ticket.id, *sms) not in there and _is_wanted(session, sms[0], ticket.id):
            found.append((ticket.id, *sms))
    return found


def _is_wanted(session: Session, event: str, ticket_id: int) -> bool:
    return event != rules.RATE or (
        rating_port.rating_method(ticket_id) is not None and can_be_rated(session, ticket_id)
    )


def can_be_rated(session: Session, ticket_id: int) -> bool:
    """Whether this visit can still be rated."""
    ticket = session.get_one(Ticket, ticket_id)
    return ratings_port.shown(session, ticket, config_cache.of(session, ticket.office_id).office).state == "open"


def _followed_tickets(session: Session, office_id: int, now: datetime) -> list[FollowedTicket]:
    wanted: Any = (Ticket.id, Ticket.state, Ticket.since, Ticket.call, Ticket.ahead_at_issue)
    joined = select(*wanted).join(VisitorPhone, VisitorPhone.ticket_id == Ticket.id)
    over = and_(Ticket.state.in_(rules.ENDED_STATES), Ticket.since > now - rules.MAX_SINCE_END)
    return [
        FollowedTicket(*row)
        for row in session.execute(joined.where(VisitorPhone.office_id == office_id, or_(LIVE, over)))
    ]


def _existing(session: Session, office_id: int) -> set[tuple[int, str, int]]:
    """SMS already created for tickets with a number: a number lives for a day, so these are few."""
    joined = select(Sms.ticket_id, Sms.event, Sms.call).join(VisitorPhone, VisitorPhone.ticket_id == Sms.ticket_id)
    made = session.execute(joined.where(VisitorPhone.office_id == office_id))
    return {(ticket, event, call) for ticket, event, call in made}


def offices_with_open(session: Session, now: datetime) -> set[int]:
    """Offices of which an SMS waits for its next attempt, or was being sent by a process that died."""
    some = [exists().where(kind.office_id == Office.id, OPEN_ROWS, kind.next_at <= now) for kind in (Sms, Notice)]
    return set(session.scalars(select(Office.id).where(or_(*some))))


def open_messages(session: Session, office_id: int, now: datetime, most: int) -> list[OutboxRow]:
    """These SMS, oldest first; those about a ticket before all others."""
    found: list[OutboxRow] = []
    for kind in (Sms, Notice):
        wanted = select(kind).where(kind.office_id == office_id, OPEN_ROWS, kind.next_at <= now)
        found += session.scalars(wanted.order_by(kind.next_at, kind.id).limit(most - len(found)))
    return found


def offices_with_numbers_before(session: Session, office_ids: Collection[int], today: int) -> set[int]:
    """Those of the offices that keep a number of a business day before ``today``."""
    kept = exists().where(VisitorPhone.office_id == Office.id, VisitorPhone.day < today)
    return set(session.scalars(select(Office.id).where(Office.id.in_(office_ids), kept)))


def old_numbers(session: Session, office_id: int, today: int, asks: bool) -> list[int]:
    """Tickets of business days before ``today`` whose number is still stored and no longer needed. Where the outbox
    ``asks`` for ratings, some of the previous day are still needed: nobody is asked at night."""
    asked = and_(Sms.ticket_id == VisitorPhone.ticket_id, Sms.event == rules.RATE, Sms.done_at.is_not(None))
    wanted: Any = (VisitorPhone.ticket_id, VisitorPhone.day, Ticket.state, Ticket.since, Sms.done_at)
    joined = select(*wanted).join(Ticket, Ticket.id == VisitorPhone.ticket_id).outerjoin(Sms, asked)
    found = session.execute(joined.where(VisitorPhone.office_id == office_id, VisitorPhone.day < today)).all()
    eve = jalali.day_number(jalali.gregorian(today) - timedelta(1))
    return [row.ticket_id for row in found if not (asks and row.day == eve and _is_number_needed(row))]


def _is_number_needed(row: Any) -> bool:
    how, _ = rating_port.rating_method(row.ticket_id) or ("", "")
    return bool(how) and rules.is_number_needed(row, row.done_at, how == rating_port.REPLY, clock.now(), clock.zone())
