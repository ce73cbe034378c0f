"""Personal data found by the number left with a ticket: the number, the SMS sent to it, notes about the visit."""

from typing import Any

from sqlalchemy import ColumnElement, Select, delete, false, select
from sqlalchemy.orm import Session

from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.queue.models import Ticket
from deskq.queue.notes.models import TicketNote
from deskq.sms.models import Sms, VisitorPhone, number_index

EVENTS = {"near": "نوبت نزدیک است", "called": "فراخوان", "missed": "نبودن هنگام فراخوان", "rate": "نظرخواهی"}


def _of_person(office_id: int, subject: Subject) -> list[ColumnElement[bool]]:
    known = VisitorPhone.number_index == number_index(subject.phone) if subject.phone else false()
    return [VisitorPhone.office_id == office_id, known]


def tickets_of(office_id: int, subject: Subject) -> Select[Any]:
    """Select of the ids of tickets with the person's number, while the number is stored."""
    return select(VisitorPhone.ticket_id).where(*_of_person(office_id, subject))


def _numbers(session: Session, office_id: int, subject: Subject) -> list[Record]:
    joined = select(VisitorPhone, Ticket.code).join(Ticket, Ticket.id == VisitorPhone.ticket_id)
    found = session.execute(joined.where(*_of_person(office_id, subject)).order_by(VisitorPhone.ticket_id))
    return [{"phone": kept.number, "token": code, "day": kept.day} for kept, code in found]


def _sms(session: Session, office_id: int, subject: Subject) -> list[Record]:
    joined = select(Sms).join(VisitorPhone, VisitorPhone.ticket_id == Sms.ticket_id)
    found = session.scalars(joined.where(*_of_person(office_id, subject)).order_by(Sms.id))
    return [
        {"about": EVENTS.get(sms.event, sms.event), "made_at": written(sms.made_at), "state": sms.state}
        for sms in found
    ]


def _erase_numbers(tx: Transaction, subject: Subject) -> int:
    gone = delete(VisitorPhone).where(*_of_person(tx.office_id, subject))
    return int(tx.connection.execute(gone).rowcount)


def _erase_sms(tx: Transaction, subject: Subject) -> int:
    gone = delete(Sms).where(Sms.ticket_id.in_(tickets_of(tx.office_id, subject)))
    return int(tx.connection.execute(gone).rowcount)


def _notes(session: Session, office_id: int, subject: Subject) -> list[Record]:
    joined = select(TicketNote, Ticket.code).join(Ticket, Ticket.id == TicketNote.ticket_id)
    found = session.execute(joined.where(TicketNote.ticket_id.in_(tickets_of(office_id, subject))))
    return [{"token": code, "made_at": written(note.made_at), "text": note.text} for note, code in found]


def _erase_notes(tx: Transaction, subject: Subject) -> int:
    gone = delete(TicketNote).where(TicketNote.ticket_id.in_(tickets_of(tx.office_id, subject)))
    return int(tx.connection.execute(gone).rowcount)


#: In this order, because SMS and notes are found by the number.
SMS_HOLDING = Holding(
    "texts",
    Name("پیامک‌های نوبت", "Text messages about tickets"),
    {"about": "دربارهٔ", "made_at": "زمان", "state": "وضعیت"},
    _sms,
    _erase_sms,
)
NOTES_HOLDING = Holding(
    "visit_notes",
    Name("یادداشت‌های مراجعه", "Notes about visits"),
    {"token": "نوبت", "made_at": "زمان", "text": "متن"},
    _notes,
    _erase_notes,
)
NUMBERS_HOLDING = Holding(
    "numbers",
    Name("شماره‌های ثبت‌شده با نوبت", "Numbers given with a ticket"),
    {"phone": "تلفن", "token": "نوبت", "day": "روز"},
    _numbers,
    _erase_numbers,
)
