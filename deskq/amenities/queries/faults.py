"""Faults: the open ones with what was reported, those repaired of late, one of them with its object."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from deskq.amenities.models import Amenity, AmenityFault, AmenityReport
from deskq.amenities.queries import objects
from deskq.amenities.queries.objects import Settings
from deskq.amenities.rules import faults
from deskq.core.text.names import Name


@dataclass(frozen=True)
class Fault:
    """A fault with its object: ``hours`` within which it should be repaired, ``person_id`` who answers for it."""

    row: AmenityFault
    amenity: Amenity
    hours: int
    person_id: int | None

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def due(self) -> datetime:
        return faults.due(self.row.opened_at, self.hours)

    def age(self, now: datetime) -> str:
        return faults.age(self.row.opened_at, self.hours, now)


def open_faults(session: Session, office_id: int, settings: Settings) -> list[Fault]:
    """What is broken now, the one first that is due first."""
    rows = session.execute(_faults(office_id).where(AmenityFault.repaired_at.is_(None)))
    return sorted((_fault(row, of, settings) for row, of in rows), key=lambda one: one.due)


def repaired(session: Session, office_id: int, settings: Settings, since: datetime, most: int) -> list[Fault]:
    """What was repaired after this moment, the last first."""
    wanted = _faults(office_id).where(AmenityFault.repaired_at >= since)
    rows = session.execute(wanted.order_by(AmenityFault.repaired_at.desc()).limit(most))
    return [_fault(row, of, settings) for row, of in rows]


def by_ids(session: Session, office_id: int, ids: Collection[int], settings: Settings) -> dict[int, Fault]:
    rows = session.execute(_faults(office_id).where(AmenityFault.id.in_(list(ids))))
    return {row.id: _fault(row, of, settings) for row, of in rows}


def open_fault(session: Session, amenity_id: int) -> AmenityFault | None:
    """The open fault of an object: there is at most one."""
    return session.scalars(select(AmenityFault).filter_by(amenity_id=amenity_id, repaired_at=None)).one_or_none()


def last_fault(session: Session, amenity: Amenity, settings: Settings) -> Fault | None:
    """The newest fault of an object, open or repaired."""
    wanted = select(AmenityFault).filter_by(amenity_id=amenity.id).order_by(AmenityFault.id.desc())
    row = session.scalars(wanted.limit(1)).one_or_none()
    return _fault(row, amenity, settings) if row is not None else None


def reports(session: Session, ids: Collection[int]) -> dict[int, list[AmenityReport]]:
    """{fault: what was said, the first first}."""
    wanted = select(AmenityReport).where(AmenityReport.fault_id.in_(list(ids))).order_by(AmenityReport.id)
    found: dict[int, list[AmenityReport]] = defaultdict(list)
    for row in session.scalars(wanted):
        found[row.fault_id].append(row)
    return found


def places(session: Session, office_id: int, those: Sequence[Fault]) -> Mapping[int, Name]:
    """{object: where it is} of the objects of these faults."""
    rooms = objects.places(session, office_id) if any(one.amenity.room_id for one in those) else {}
    return {one.amenity.id: objects.place(one.amenity, rooms) for one in those}


def photos(session: Session, among: Collection[str] | None = None) -> set[str]:
    """Photos of repairs in every office; or those of ``among`` that one has."""
    wanted = select(AmenityFault.photo).where(AmenityFault.photo != "")
    return set(session.scalars(wanted if among is None else wanted.where(AmenityFault.photo.in_(among))))


def _faults(office_id: int) -> Select[AmenityFault, Amenity]:
    joined = select(AmenityFault, Amenity).join(Amenity, Amenity.id == AmenityFault.amenity_id)
    return joined.where(AmenityFault.office_id == office_id).execution_options(populate_existing=True)


def _fault(row: AmenityFault, amenity: Amenity, settings: Settings) -> Fault:
    return Fault(row, amenity, settings.hours(amenity), settings.person_id(amenity))
