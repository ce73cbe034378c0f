"""Reads tickets taken from outside."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, not_, select
from sqlalchemy.orm import Session

from deskq.joining.models import RemoteTicket
from deskq.queue.models import LIVE, Ticket
from deskq.sms import queries as sms_queries

#: First word of the subject of an SMS that says to leave.
LEAVE = "leave"


def subject(ticket_id: int) -> str:
    """Subject of the SMS that says to leave: one for each ticket."""
    return f"{LEAVE} {ticket_id}"


def remote(session: Session, ticket_id: int) -> RemoteTicket | None:
    return session.get(RemoteTicket, ticket_id)


def joined_of(session: Session, office_id: int, number: str) -> Ticket | None:
    """The ticket that was taken from outside with this number (E.164) and has not ended."""
    wanted = sms_queries.live_tickets_of(office_id, number).join(RemoteTicket, RemoteTicket.ticket_id == Ticket.id)
    return session.scalars(wanted.limit(1)).first()


def living(session: Session, office_id: int, kept_since: datetime) -> tuple[int, int]:
    """(tickets from outside, all tickets), of those that have not ended. A ticket from outside is not counted if its
    turn passed before ``kept_since`` and its visitor is not here."""
    mine = (Ticket.office_id == office_id, LIVE)
    everyone = session.scalar(select(func.count()).select_from(Ticket).where(*mine)) or 0
    joined = select(func.count()).select_from(Ticket).join(RemoteTicket, RemoteTicket.ticket_id == Ticket.id)
    unseen = and_(RemoteTicket.here_at.is_(None), RemoteTicket.turn_at.is_not(None), RemoteTicket.turn_at < kept_since)
    return session.scalar(joined.where(*mine, not_(unseen))) or 0, everyone


def has_living(session: Session, office_id: int) -> bool:
    """Whether a ticket from outside has not ended."""
    joined = select(Ticket.id).join(RemoteTicket, RemoteTicket.ticket_id == Ticket.id)
    return session.scalars(joined.where(Ticket.office_id == office_id, LIVE).limit(1)).first() is not None


def arrived(session: Session, office_id: int) -> frozenset[int]:
    """Ids of tickets from outside that have not ended and whose visitors are here."""
    joined = select(Ticket.id).join(RemoteTicket, RemoteTicket.ticket_id == Ticket.id)
    here = (Ticket.office_id == office_id, LIVE, RemoteTicket.here_at.is_not(None))
    return frozenset(session.scalars(joined.where(*here)))


def passed_at(session: Session, office_id: int, moment: datetime) -> list[RemoteTicket]:
    """Tickets from outside whose visitors are not here and whose turn passed at the call of this time."""
    wanted = (RemoteTicket.office_id == office_id, RemoteTicket.here_at.is_(None), RemoteTicket.turn_at == moment)
    return list(session.scalars(select(RemoteTicket).where(*wanted).order_by(RemoteTicket.ticket_id)))


def away(session: Session, office_id: int) -> list[tuple[RemoteTicket, Ticket]]:
    """Tickets whose visitors are not here and whose turn has not passed, in the order of joining."""
    return _unseen(session, office_id, RemoteTicket.turn_at.is_(None))


def not_told(session: Session, office_id: int, joined_before: datetime) -> list[tuple[RemoteTicket, Ticket]]:
    """Tickets whose visitors are not here, joined before this time, and got no SMS to leave."""
    return _unseen(session, office_id, RemoteTicket.told_at.is_(None), RemoteTicket.joined_at <= joined_before)


def _unseen(session: Session, office_id: int, *which: ColumnElement[bool]) -> list[tuple[RemoteTicket, Ticket]]:
    joined = select(RemoteTicket, Ticket).join(Ticket, Ticket.id == RemoteTicket.ticket_id)
    wanted = (Ticket.office_id == office_id, LIVE, Ticket.state == "held", Ticket.counter_id.is_(None))
    rows = session.execute(joined.where(*wanted, RemoteTicket.here_at.is_(None), *which).order_by(Ticket.arrived_at))
    return [(one, ticket) for one, ticket in rows]
