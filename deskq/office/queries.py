"""Reading the office: services, counters, hours, devices."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq import clock
from deskq.office import rules
from deskq.office.models import (
    ORDINARY,
    Counter,
    CounterService,
    Device,
    Office,
    Opening,
    PriorityClass,
    Service,
    ServiceGroup,
    SpecialDay,
)

FRESH = {"populate_existing": True}


@dataclass(frozen=True)
class Calendar:
    """The opening rows of an office; ``hours`` answers for any moment and service."""

    weekly: list[Opening]
    special: dict[date, SpecialDay]

    def hours(self, now: datetime, service_id: int | None = None) -> rules.Hours:
        return rules.hours(now, clock.zone(), self.weekly, self.special, service_id)


def office(session: Session, office_id: int) -> Office:
    return session.get_one(Office, office_id)


def first_office(session: Session) -> Office | None:
    return session.scalars(select(Office).order_by(Office.id).limit(1)).first()


def offices(session: Session) -> list[int]:
    return list(session.scalars(select(Office.id).order_by(Office.id)))


def calendar(session: Session, office_id: int, now: datetime) -> Calendar:
    today = now.astimezone(clock.zone()).date()
    weekly = select(Opening).where(Opening.office_id == office_id, Opening.valid_until >= today - timedelta(1))
    special = select(SpecialDay).where(SpecialDay.office_id == office_id, SpecialDay.day >= today - timedelta(1))
    return Calendar(list(session.scalars(weekly)), {row.day: row for row in session.scalars(special)})


def groups(session: Session, office_id: int) -> list[ServiceGroup]:
    wanted = select(ServiceGroup).where(ServiceGroup.office_id == office_id)
    return list(session.scalars(wanted.order_by(ServiceGroup.position, ServiceGroup.id)))


def services(session: Session, office_id: int) -> list[Service]:
    """The services on offer, in the order of the kiosk."""
    wanted = select(Service).where(Service.office_id == office_id, Service.offered)
    return list(session.scalars(wanted.order_by(Service.position, Service.id)))


def service_by_code(session: Session, office_id: int, code: str) -> Service | None:
    wanted = select(Service).where(Service.office_id == office_id, Service.code == code, Service.offered)
    return session.scalars(wanted).one_or_none()


def priorities(session: Session, office_id: int) -> list[PriorityClass]:
    """All classes, the ordinary one first."""
    wanted = select(PriorityClass).where(PriorityClass.office_id == office_id)
    return list(session.scalars(wanted.order_by(PriorityClass.code != ORDINARY, PriorityClass.position)))


def counters(session: Session, office_id: int) -> list[Counter]:
    return list(session.scalars(select(Counter).where(Counter.office_id == office_id).order_by(Counter.number)))


def counter_by_number(session: Session, office_id: int, number: int) -> Counter | None:
    return session.scalars(
        select(Counter).where(Counter.office_id == office_id, Counter.number == number)
    ).one_or_none()


def counter_of(session: Session, clerk_id: int) -> Counter | None:
    """The counter a person holds."""
    return session.scalars(select(Counter).where(Counter.clerk_id == clerk_id)).one_or_none()


def ranks(session: Session, office_id: int) -> dict[int, dict[int, int]]:
    """{counter id: {service id: rank}} for all counters."""
    wanted = select(CounterService).join(Counter, Counter.id == CounterService.counter_id)
    found: dict[int, dict[int, int]] = {}
    for row in session.scalars(wanted.where(Counter.office_id == office_id).order_by(CounterService.rank)):
        found.setdefault(row.counter_id, {})[row.service_id] = row.rank
    return found


def ranks_of(session: Session, counter_id: int) -> dict[int, int]:
    wanted = select(CounterService.service_id, CounterService.rank).where(CounterService.counter_id == counter_id)
    return {service: rank for service, rank in session.execute(wanted.order_by(CounterService.rank))}


def device_by_hash(session: Session, secret_hash: str) -> Device | None:
    return session.scalars(select(Device).where(Device.secret_hash == secret_hash)).one_or_none()


def device_by_code(session: Session, office_id: int, code: str) -> Device | None:
    return session.scalars(select(Device).where(Device.office_id == office_id, Device.code == code)).one_or_none()


def devices(session: Session, office_id: int) -> list[Device]:
    """Paired devices, the newest first."""
    wanted = select(Device).where(Device.office_id == office_id, Device.paired_at.is_not(None))
    return list(session.scalars(wanted.where(Device.revoked_at.is_(None)).order_by(Device.id.desc())))
