"""Appointments of one visitor, by phone number or by the keyed hash of their national ID."""

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from deskq.appointments.holders import hashed_id
from deskq.appointments.models import Appointment, phone_index
from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.office import config_cache

STATES = {
    "pending": "در انتظار تأیید",
    "booked": "گرفته شده",
    "arrived": "مراجعه کرد",
    "cancelled": "لغو شد",
    "withdrawn": "اداره لغو کرد",
    "void": "دیر آمد",
    "missed": "نیامد",
    "released": "تأیید نشد",
}


def _mine(office_id: int, subject: Subject) -> list[ColumnElement[bool]]:
    if subject.phone:
        return [Appointment.office_id == office_id, Appointment.phone_index == phone_index(subject.phone)]
    hashed = hashed_id(subject.national_id, subject.id_key)
    return [Appointment.office_id == office_id, Appointment.id_hash == hashed]


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    services = config_cache.of(session, office_id).services
    found = session.scalars(select(Appointment).where(*_mine(office_id, subject)).order_by(Appointment.id))
    return [
        {
            "service": services[row.service_id].name.fa if row.service_id in services else None,
            "starts_at": written(row.starts_at),
            "state": STATES[row.state],
            "booked_at": written(row.booked_at),
            "phone": row.phone,
            "national_id_known": row.id_hash is not None,
        }
        for row in found
    ]


def _erase(tx: Transaction, subject: Subject) -> int:
    """The place and the code stay; the holder is erased, and no reminder is sent."""
    nobody = {"phone": None, "phone_index": None, "id_hash": None, "address_index": None}
    mine = update(Appointment).where(*_mine(tx.office_id, subject))
    return int(tx.connection.execute(mine.values(nobody)).rowcount)


HOLDING = Holding(
    "appointments",
    Name("نوبت‌های اینترنتی", "Appointments"),
    {
        "service": "خدمت",
        "starts_at": "زمان نوبت",
        "state": "وضعیت",
        "booked_at": "زمان ثبت",
        "phone": "تلفن",
        "national_id_known": "کد ملی (تنها به‌صورت درهم‌ریخته نگه داشته می‌شود)",
    },
    _find,
    _erase,
)
