"""The round of a day: every object with its last check of the day and its open fault."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.amenities.models import Amenity, AmenityCheck
from deskq.amenities.queries import faults, objects
from deskq.amenities.queries.faults import Fault
from deskq.amenities.queries.objects import Settings
from deskq.core.text.names import Name


@dataclass(frozen=True)
class Line:
    """One object of the round. ``check``: the last one of the day."""

    amenity: Amenity
    place: Name
    check: AmenityCheck | None
    fault: Fault | None

    @property
    def waits_quietly(self) -> bool:
        """Not checked today and nothing reported: "all in order" means this one too."""
        return self.check is None and self.fault is None


def lines(session: Session, office_id: int, day: int, settings: Settings) -> list[Line]:
    checks = last_checks(session, office_id, day)
    broken = {one.amenity.id: one for one in faults.open_faults(session, office_id, settings)}
    rooms = objects.places(session, office_id)
    return [
        Line(row, objects.place(row, rooms), checks.get(row.id), broken.get(row.id))
        for row in objects.amenities(session, office_id)
    ]


def last_checks(session: Session, office_id: int, day: int) -> dict[int, AmenityCheck]:
    """{object: its last check of this day}."""
    last = select(func.max(AmenityCheck.id)).where(AmenityCheck.office_id == office_id, AmenityCheck.day == day)
    rows = select(AmenityCheck).where(AmenityCheck.id.in_(last.group_by(AmenityCheck.amenity_id)))
    return {row.amenity_id: row for row in session.scalars(rows.execution_options(populate_existing=True))}


def last_press(session: Session, office_id: int, day: int, person_id: int) -> list[AmenityCheck]:
    """What the last press of this person on this day did; empty without one."""
    mine = (AmenityCheck.office_id == office_id, AmenityCheck.day == day, AmenityCheck.person_id == person_id)
    press = session.scalar(select(func.max(AmenityCheck.press)).where(*mine))
    if press is None:
        return []
    rows = select(AmenityCheck).where(AmenityCheck.office_id == office_id, AmenityCheck.press == press)
    return list(session.scalars(rows.order_by(AmenityCheck.id)))


def unchecked(session: Session, office_id: int, day: int) -> int:
    """How many objects nobody has checked on this day."""
    done = select(AmenityCheck.amenity_id).where(AmenityCheck.office_id == office_id, AmenityCheck.day == day)
    wanted = (
        select(func.count())
        .select_from(Amenity)
        .where(Amenity.office_id == office_id, Amenity.retired_day.is_(None), Amenity.id.not_in(done))
    )
    return session.scalar(wanted) or 0
