"""What is measured of amenities in a period of business days: beside what people say about them."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from deskq.amenities.models import Amenity, AmenityCheck, AmenityFault
from deskq.amenities.rules import score
from deskq.amenities.rules.score import Figures, Stay
from deskq.core import clock
from deskq.core.text import jalali
from deskq.office import business_day, config_cache
from deskq.office.models import Office

DAY = timedelta(days=1)


def figures(session: Session, office: Office, first: date, last: date) -> Figures | None:
    """From ``first`` to ``last``, both included and over; None where nothing was in the list in that time. Days count
    from the first object on, and only those on which the office was open."""
    stays = [stay for stay in _stays(session, office.id) if stay.since <= last and (stay.until or date.max) > first]
    if last < first or not stays:
        return None
    begins, ends = business_day.begins(office, first), business_day.begins(office, last + DAY)
    opened, broken = _faults(session, office.id, begins, ends)
    repairs = _repairs(session, office.id, begins, ends)
    checked = _checked(session, office.id, first, last)
    since = max(first, clock.today() - score.CHECKS_KEPT + DAY)
    done, days = score.done_days(_open_days(session, office, since, last), stays, checked)
    return Figures(
        objects=len(stays),
        faults=opened,
        repaired=len(repairs),
        median_hours=score.median_hours(repairs),
        broken=broken,
        days=days,
        done_days=done,
    )


def _faults(session: Session, office_id: int, begins: datetime, ends: datetime) -> tuple[int, int]:
    """(reported between the two, still broken at ``ends``)."""
    still = or_(AmenityFault.repaired_at.is_(None), AmenityFault.repaired_at >= ends)
    counts = select(func.count().filter(AmenityFault.opened_at >= begins), func.count().filter(still)).where(
        AmenityFault.office_id == office_id, AmenityFault.opened_at < ends
    )
    opened, broken = session.execute(counts).one()
    return opened, broken


def _repairs(session: Session, office_id: int, begins: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    """(reported, repaired) of those repaired between the two."""
    wanted = select(AmenityFault.opened_at, AmenityFault.repaired_at).where(
        AmenityFault.office_id == office_id, AmenityFault.repaired_at >= begins, AmenityFault.repaired_at < ends
    )
    return [(start, end) for start, end in session.execute(wanted) if end is not None]


def _stays(session: Session, office_id: int) -> list[Stay]:
    wanted = select(Amenity.id, Amenity.added_day, Amenity.retired_day).where(Amenity.office_id == office_id)
    return [
        Stay(amenity_id, jalali.gregorian(added), jalali.gregorian(retired) if retired else None)
        for amenity_id, added, retired in session.execute(wanted)
    ]


def _checked(session: Session, office_id: int, first: date, last: date) -> dict[date, set[int]]:
    days = AmenityCheck.day.between(jalali.day_number(first), jalali.day_number(last))
    wanted = select(AmenityCheck.day, AmenityCheck.amenity_id).where(AmenityCheck.office_id == office_id, days)
    found: dict[date, set[int]] = defaultdict(set)
    for day, amenity_id in session.execute(wanted.distinct()):
        found[jalali.gregorian(day)].add(amenity_id)
    return found


def _open_days(session: Session, office: Office, first: date, last: date) -> list[date]:
    """Working days, on which the office was open for a while."""
    calendar = config_cache.of(session, office.id).working_time
    every = (first + DAY * number for number in range((last - first).days + 1))
    return [day for day in every if calendar.works_on(day)]
