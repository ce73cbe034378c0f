"""Reads the devices of an office."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.access.devices.models import Device
from deskq.core import row_objects
from deskq.core.db.fixed import FixedStatement

#: Contact is stored once a minute, and screens are asked twice a minute.
IN_CONTACT = timedelta(minutes=3)


def device(session: Session, device_id: int) -> Device | None:
    return session.get(Device, device_id)


def device_by_hash(session: Session, secret_hash: str) -> Device | None:
    """The device whose secret has this hash, only to be read: every screen that connects asks."""
    return row_objects.first(session, Device, BY_HASH, {"hash": secret_hash})


BY_HASH = FixedStatement(select(Device.__table__).where(Device.secret_hash == bindparam("hash")))


def device_by_code(session: Session, office_id: int, code: str) -> Device | None:
    return session.scalars(select(Device).where(Device.office_id == office_id, Device.code == code)).one_or_none()


def devices(session: Session, office_id: int) -> list[Device]:
    """Paired devices, the newest first."""
    paired = select(Device).where(Device.office_id == office_id, Device.paired_at.is_not(None))
    return list(session.scalars(paired.where(Device.revoked_at.is_(None)).order_by(Device.id.desc())))


def is_in_contact(device: Device, now: datetime) -> bool:
    return device.seen_at is not None and now - device.seen_at < IN_CONTACT
