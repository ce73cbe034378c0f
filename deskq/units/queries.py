"""Queries of units."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.units.models import Unit


def units(session: Session, office_id: int) -> list[Unit]:
    """All units, closed ones too, in their own order."""
    return list(session.scalars(select(Unit).where(Unit.office_id == office_id).order_by(Unit.position, Unit.id)))


def unit(session: Session, office_id: int, unit_id: int) -> Unit | None:
    return session.scalars(select(Unit).where(Unit.office_id == office_id, Unit.id == unit_id)).one_or_none()
