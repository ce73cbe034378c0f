"""The number a visitor left with a token, and the text messages that went there."""

from sqlalchemy import ColumnElement, delete, false, select
from sqlalchemy.orm import Session

from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.queue.models import Ticket
from deskq.sms.models import Sms, VisitorPhone, number_index

EVENTS = {"near": "نوبت نزدیک است", "called": "فراخوان", "missed": "نبودن هنگام فراخوان", "rate": "نظرخواهی"}


def _mine(office_id: int, subject: Subject) -> list[ColumnElement[bool]]:
    known = VisitorPhone.number_index == number_index(subject.phone) if subject.phone else false()
    return [VisitorPhone.office_id == office_id, known]


def _numbers(session: Session, office_id: int, subject: Subject) -> list[Record]:
    joined = select(VisitorPhone, Ticket.code).join(Ticket, Ticket.id == VisitorPhone.ticket_id)
    found = session.execute(joined.where(*_mine(office_id, subject)).order_by(VisitorPhone.ticket_id))
    return [{"phone": kept.number, "token": code, "day": kept.day} for kept, code in found]


def _texts(session: Session, office_id: int, subject: Subject) -> list[Record]:
    joined = select(Sms).join(VisitorPhone, VisitorPhone.ticket_id == Sms.ticket_id)
    found = session.scalars(joined.where(*_mine(office_id, subject)).order_by(Sms.id))
    return [
        {"about": EVENTS.get(sms.event, sms.event), "made_at": written(sms.made_at), "state": sms.state}
        for sms in found
    ]


def _erase_numbers(tx: Transaction, subject: Subject) -> int:
    gone = delete(VisitorPhone).where(*_mine(tx.office_id, subject))
    return int(tx.connection.execute(gone).rowcount)


def _erase_texts(tx: Transaction, subject: Subject) -> int:
    tickets = select(VisitorPhone.ticket_id).where(*_mine(tx.office_id, subject))
    return int(tx.connection.execute(delete(Sms).where(Sms.ticket_id.in_(tickets))).rowcount)


#: In this order: messages are found by the number.
TEXTS = Holding(
    "texts",
    Name("پیامک‌های نوبت", "Text messages about tickets"),
    {"about": "دربارهٔ", "made_at": "زمان", "state": "وضعیت"},
    _texts,
    _erase_texts,
)
NUMBERS = Holding(
    "numbers",
    Name("شماره‌های ثبت‌شده با نوبت", "Numbers given with a ticket"),
    {"phone": "تلفن", "token": "نوبت", "day": "روز"},
    _numbers,
    _erase_numbers,
)
