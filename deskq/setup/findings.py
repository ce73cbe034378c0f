"""Finds missing or odd settings of an office, each with the page that mends it. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from deskq.core.text.names import Name
from deskq.staff.training import rules as training_rules

#: A device that was silent for so long is probably broken or removed.
SILENT = timedelta(days=3)
FEW = 3  #: up to so many people are named one by one
OLD_BACKUP = timedelta(days=7)
#: Opening hours that end within this time are reported.
SOON = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Finding:
    """``kind``: key of its sentences in words.py, which take ``values``; ``page``: endpoint of the page that mends it,
    with the arguments ``where``."""

    kind: str
    page: str
    values: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)


class Served(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> Name: ...


class Placed(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def number(self) -> int: ...
    @property
    def room_fa(self) -> str: ...
    @property
    def floor_fa(self) -> str: ...


class Staff(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def names(self) -> Name: ...


class Trained(training_rules.Trained, Protocol):
    @property
    def subject(self) -> str: ...


class Seen(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def seen_at(self) -> datetime | None: ...


class Opens(Protocol):
    @property
    def service_id(self) -> int | None: ...
    @property
    def weekday(self) -> int: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date: ...


def of_services(
    services: Sequence[Served], counters: Mapping[int, Collection[int]], able: Mapping[int, Sequence[Staff]]
) -> Iterator[Finding]:
    """``counters`` {service: ids of counters that serve it}, ``able`` {service: people who may serve it}."""
    for row in services:
        where = {"row_id": row.id}
        if not counters.get(row.id):
            yield Finding("service_unserved", "manage_services.edit", {"service": row.name}, where)
        elif not able.get(row.id):
            yield Finding("service_unskilled", "manage_people.index", {"service": row.name})
        elif len(able[row.id]) == 1:
            only = able[row.id][0]
            values = {"service": row.name, "person": only.names}
            yield Finding("service_one_person", "manage_people.edit", values, {"person_id": only.id})


def of_counters(counters: Sequence[Placed], ranks: Mapping[int, Mapping[int, int]]) -> Iterator[Finding]:
    for row in counters:
        where = {"row_id": row.id}
        if not ranks.get(row.id):
            yield Finding("counter_idle", "manage_counters.edit", {"counter": row.number}, where)
        if not row.room_fa and not row.floor_fa:
            yield Finding("counter_nowhere", "manage_counters.edit", {"counter": row.number}, where)


def of_people(people: Sequence[Staff], locked: Collection[int], signed_in: Collection[int | None]) -> Iterator[Finding]:
    """``locked``: people who cannot sign in now; ``signed_in``: people who have signed in before. Many people who never
    did are one finding."""
    never = [row for row in people if row.id not in signed_in and row.id not in locked]
    for row in people:
        where = {"person_id": row.id}
        if row.id in locked:
            yield Finding("person_locked", "manage_sign_ins.index", {"person": row.names})
        elif row in never and len(never) <= FEW:
            yield Finding("person_never_in", "manage_people.edit", {"person": row.names}, where)
    if len(never) > FEW:
        yield Finding("people_never_in", "manage_people.index", {"count": len(never)})


def of_training(
    trainings: Sequence[Trained], people: Sequence[Staff], clerks: Set[int], today: date
) -> Iterator[Finding]:
    """Trainings that have ended or end soon; ``clerks`` (ids) without any training, once the register is in use. Many
    of one kind are one finding."""
    page, names = "manage_training.index", {row.id: row.names for row in people}
    mine = [row for row in training_rules.latest(trainings) if row.person_id in names]
    for kind in ("ended", "soon"):
        found = [row for row in mine if training_rules.state(row, today) == kind]
        if len(found) > FEW:
            yield Finding(f"trainings_{kind}", page, {"count": len(found)})
            continue
        for row in sorted(found, key=lambda row: (row.valid_until or today, row.id)):
            values = {"person": names[row.person_id], "subject": row.subject, "day": row.valid_until}
            yield Finding(f"training_{kind}", page, values)
    without = [row for row in people if row.id in clerks - {one.person_id for one in trainings}] if trainings else []
    if len(without) > FEW:
        yield Finding("trainings_none", page, {"count": len(without)})
    else:
        for person in without:
            yield Finding("training_none", page, {"person": person.names})


def of_devices(devices: Sequence[Seen], now: datetime) -> Iterator[Finding]:
    kinds = {row.kind for row in devices}
    for kind in ("kiosk", "lobby"):
        if kind not in kinds:
            yield Finding(f"no_{kind}", "manage_setup.devices")
    for row in devices:
        where = {"device_id": row.id}
        if row.seen_at is None:
            yield Finding("device_unseen", "manage_devices.edit", {"device": row.name}, where)
        elif now - row.seen_at > SILENT:
            values = {"device": row.name, "days": (now - row.seen_at).days}
            yield Finding("device_silent", "manage_devices.edit", values, where)


def of_hours(weekly: Sequence[Opens], names: Mapping[int, Name], today: date) -> Iterator[Finding]:
    """``names`` {service: its name}."""
    valid = [row for row in weekly if row.valid_until >= today]
    of_office = [row for row in valid if row.service_id is None]
    if not of_office:
        yield Finding("no_hours", "manage_setup.hours")
        return
    last = max(row.valid_until for row in of_office)
    if last < today + SOON:
        yield Finding("hours_end", "manage_calendar.index", {"day": last})
    days = {row.weekday for row in of_office}
    for service in sorted({row.service_id for row in valid if row.service_id is not None and row.weekday not in days}):
        yield Finding("service_hours_outside", "manage_calendar.index", {"service": names[service]})


def of_backup(made_at: datetime | None, now: datetime) -> Iterator[Finding]:
    if made_at is None:
        yield Finding("no_backup", "manage_setup.index")
    elif now - made_at > OLD_BACKUP:
        yield Finding("old_backup", "manage_setup.index", {"days": (now - made_at).days})
