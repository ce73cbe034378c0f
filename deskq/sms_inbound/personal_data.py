"""Inbound SMS of one person: the number and the time of each."""

from sqlalchemy import ColumnElement, false, select, update
from sqlalchemy.orm import Session

from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.messages.models import phone_index
from deskq.sms_inbound.models import InboundSms


def _of(office_id: int, subject: Subject) -> list[ColumnElement[bool]]:
    known = InboundSms.phone_index == phone_index(subject.phone)
    return [InboundSms.office_id == office_id, known if subject.phone else false()]


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    """The text itself is in the message that the SMS became."""
    found = session.scalars(select(InboundSms).where(*_of(office_id, subject)).order_by(InboundSms.id))
    return [{"phone": row.phone, "at": written(row.at)} for row in found]


def _erase(tx: Transaction, subject: Subject) -> int:
    mine = update(InboundSms).where(*_of(tx.office_id, subject))
    return int(tx.connection.execute(mine.values(phone="", phone_index=None)).rowcount)


HOLDING = Holding(
    "texted",
    Name("پیامک‌هایی که فرستاده", "Text messages received"),
    {"phone": "تلفن", "at": "زمان"},
    _find,
    _erase,
)
