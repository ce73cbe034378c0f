"""Reads from the rows of the office which steps of the set-up are done."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.access.devices import queries as device_queries
from deskq.access.devices.models import Device
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Service
from deskq.setup import rules
from deskq.setup.models import SetupMark
from deskq.setup.rules import Step
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person

CALLS = ("clerk", "supervisor")


@dataclass(frozen=True)
class Progress:
    """``unserved``: offered services that no counter serves; ``callers``: people who may call visitors."""

    about: OfficeConfig
    steps: list[Step]
    unserved: list[Service]
    callers: list[Person]
    devices: list[Device]

    @property
    def next(self) -> str | None:
        return rules.next_step(self.steps)

    def kinds(self, kind: str) -> list[Device]:
        return [device for device in self.devices if device.kind == kind]


def progress(session: Session, office_id: int) -> Progress:
    about = config_cache.of(session, office_id)
    people = staff_queries.people(session, office_id)
    devices = device_queries.devices(session, office_id)
    callers = [person for person in people if person.active and person.role in CALLS]
    kinds = {device.kind for device in devices}
    found = {
        "office": True,
        "hours": bool(about.weekly),
        "services": bool(about.offered),
        "counters": bool(about.at_kiosk),
        "people": bool(callers),
        "devices": {"kiosk", "lobby"} <= kinds,
    }
    rows = session.scalars(select(SetupMark).where(SetupMark.office_id == office_id))
    done = rules.steps([key for key, there in found.items() if there], {row.step: row.mark for row in rows})
    return Progress(
        about=about,
        steps=done,
        unserved=[row for row in about.offered if not about.shares(row.id).counters],
        callers=callers,
        devices=devices,
    )


def needs_first_admin(session: Session) -> bool:
    """Whether this installation has no office yet, or an office without people."""
    office = office_queries.first_office(session)
    return office is None or not staff_queries.people(session, office.id)
