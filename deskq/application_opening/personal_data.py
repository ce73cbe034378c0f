"""Referrals of one person, found by the keyed hash of the phone number or national ID given with them."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deskq.application_opening import retention
from deskq.application_opening.models import VisitorReferral
from deskq.applications.models import national_index, phone_index
from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.units import queries as unit_queries


def _of(office_id: int, subject: Subject) -> Select[VisitorReferral]:
    row = VisitorReferral
    known = (
        row.phone_index == phone_index(subject.phone)
        if subject.phone
        else row.national_index == national_index(subject.national_id)
    )
    return select(row).where(row.office_id == office_id, known).order_by(row.id)


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    units = {one.id: one.name.fa for one in unit_queries.units(session, office_id)}
    return [
        {
            "at": written(one.at),
            "place": units[one.unit_id] if one.unit_id is not None else one.body,
            "reason": one.reason,
        }
        for one in session.scalars(_of(office_id, subject))
    ]


def _erase(tx: Transaction, subject: Subject) -> int:
    return retention.erase(tx, [one.id for one in tx.session.scalars(_of(tx.office_id, subject))])


HOLDING = Holding(
    "referrals",
    Name("ارجاع‌ها از میز خدمت", "Referrals from the desk"),
    {"at": "زمان", "place": "فرستاده شد به", "reason": "دلیل"},
    _find,
    _erase,
)
