"""The last contact of each device and the facts it sent about itself. They are kept in memory and stored by a job, at
most once a minute for each device."""

from datetime import timedelta
from typing import Any

from flask import Flask, current_app
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from deskq.access.devices.models import Device
from deskq.core import clock
from deskq.core.db.writing import writing
from deskq.core.extensions import db

EXTENSION = "deskq_devices_seen"
PERIOD = timedelta(minutes=1)
LONGEST_ADDRESS, LONGEST_VERSION = 45, 40
#: {column of Device: value}
Facts = dict[str, Any]


class DevicesSeen:
    """Devices that were in contact with this process since they were last stored, with their facts."""

    def __init__(self) -> None:
        self._seen: dict[int, Facts] = {}

    def note(self, device_id: int, facts: Facts | None = None) -> None:
        self._seen.setdefault(device_id, {}).update(facts or {})

    def store(self) -> None:
        """Store the devices whose stored time is at least a minute old; without such devices nothing is written. Facts
        of the others are kept for the next time, unless newer ones arrive."""
        seen, self._seen = self._seen, {}
        due = self._due(db.session(), set(seen)) if seen else []
        for device_id in seen.keys() - due:
            if seen[device_id]:
                self._seen[device_id] = seen[device_id] | self._seen.get(device_id, {})
        if due:
            with writing(db.session()) as connection:
                for device_id in due:
                    new = {"seen_at": clock.now(), **seen[device_id]}
                    connection.execute(update(Device).where(Device.id == device_id).values(**new))

    def _due(self, session: Session, ids: set[int]) -> list[int]:
        before = or_(Device.seen_at.is_(None), Device.seen_at <= clock.now() - PERIOD)
        return list(session.scalars(select(Device.id).where(Device.id.in_(ids), before)))


def init_state(app: Flask) -> None:
    app.extensions[EXTENSION] = DevicesSeen()


def of(app: Flask) -> DevicesSeen:
    found: DevicesSeen = app.extensions[EXTENSION]
    return found


def note(device_id: int, facts: Facts | None = None) -> None:
    """A request came from this device, or its screen is connected."""
    of(current_app).note(device_id, facts)


def facts(address: str | None, page: object, battery: object) -> Facts:
    """Facts that a screen sends when it begins to watch. Invalid values are left out."""
    found: Facts = {"address": (address or "")[:LONGEST_ADDRESS]}
    if isinstance(page, str) and page.isascii() and page.replace("-", "").isalnum():
        found["page_version"] = page[:LONGEST_VERSION]
    if type(battery) is int and 0 <= battery <= 100:
        found["battery"] = battery
    return found
