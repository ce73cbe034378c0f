"""Reading the office: counters, devices. What rarely changes stands in catalogue.py."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.office.devices import Device
from deskq.office.models import Counter, Office


def office(session: Session, office_id: int) -> Office:
    return session.get_one(Office, office_id)


def first_office(session: Session) -> Office | None:
    return session.scalars(select(Office).order_by(Office.id).limit(1)).first()


def offices(session: Session) -> list[int]:
    return list(session.scalars(select(Office.id).order_by(Office.id)))


def counters(session: Session, office_id: int) -> list[Counter]:
    return list(session.scalars(select(Counter).where(Counter.office_id == office_id).order_by(Counter.number)))


def counter_by_number(session: Session, office_id: int, number: int) -> Counter | None:
    return session.scalars(
        select(Counter).where(Counter.office_id == office_id, Counter.number == number)
    ).one_or_none()


def counter_number(session: Session, counter_id: int | None) -> int | None:
    return session.scalars(select(Counter.number).where(Counter.id == counter_id)).one_or_none()


def counter_of(session: Session, clerk_id: int) -> Counter | None:
    """The counter a person holds."""
    return session.scalars(select(Counter).where(Counter.clerk_id == clerk_id)).one_or_none()


def device(session: Session, device_id: int) -> Device | None:
    return session.get(Device, device_id)


def device_by_hash(session: Session, secret_hash: str) -> Device | None:
    return session.scalars(select(Device).where(Device.secret_hash == secret_hash)).one_or_none()


def device_by_code(session: Session, office_id: int, code: str) -> Device | None:
    return session.scalars(select(Device).where(Device.office_id == office_id, Device.code == code)).one_or_none()


def devices(session: Session, office_id: int) -> list[Device]:
    """Paired devices, the newest first."""
    wanted = select(Device).where(Device.office_id == office_id, Device.paired_at.is_not(None))
    return list(session.scalars(wanted.where(Device.revoked_at.is_(None)).order_by(Device.id.desc())))
