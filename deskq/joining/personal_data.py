"""Personal data of joining from outside: tickets taken with a number, and join requests."""

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.joining.confirmation.models import JoinRequest, phone_index
from deskq.joining.models import RemoteTicket
from deskq.queue.models import Ticket
from deskq.sms.personal_data import tickets_of


def _requests(office_id: int, subject: Subject) -> tuple[ColumnElement[bool], ...]:
    return JoinRequest.office_id == office_id, JoinRequest.phone_index == phone_index(subject.phone)


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    if not subject.phone:
        return []
    joined = select(RemoteTicket, Ticket.code).join(Ticket, Ticket.id == RemoteTicket.ticket_id)
    taken = session.execute(joined.where(RemoteTicket.ticket_id.in_(tickets_of(office_id, subject)))).all()
    asked = select(JoinRequest).where(*_requests(office_id, subject), JoinRequest.ticket_id.is_(None))
    return [
        *({"token": code, "asked_at": written(row.joined_at), "travel": row.travel_minutes} for row, code in taken),
        *(
            {"token": None, "asked_at": written(row.asked_at), "travel": row.travel_minutes}
            for row in session.scalars(asked.order_by(JoinRequest.id))
        ),
    ]


def _erase(tx: Transaction, subject: Subject) -> int:
    """The ticket stays, so that its visitor can still say that they are here."""
    if not subject.phone:
        return 0
    mine = RemoteTicket.ticket_id.in_(tickets_of(tx.office_id, subject))
    taken = tx.connection.execute(update(RemoteTicket).where(mine).values(travel_minutes=0)).rowcount
    open_requests = (*_requests(tx.office_id, subject), JoinRequest.ticket_id.is_(None))
    asked = tx.connection.execute(delete(JoinRequest).where(*open_requests)).rowcount
    tx.connection.execute(delete(JoinRequest).where(*_requests(tx.office_id, subject)))
    return int(taken + asked)


#: Registered before the holding of numbers, because tickets are found by their numbers.
HOLDING = Holding(
    "joined",
    Name("نوبت‌های گرفته‌شده از راه دور", "Tickets taken from outside"),
    {"token": "نوبت", "asked_at": "زمان", "travel": "دقیقهٔ راه"},
    _find,
    _erase,
)
