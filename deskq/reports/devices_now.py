"""The screens and printers of an office now: how many work, which do not and since when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.access.devices import queries as device_queries
from deskq.access.devices.models import Device
from deskq.office.models import Counter
from deskq.printing import status as printing_status
from deskq.printing.status import PrinterNow


@dataclass(frozen=True, slots=True)
class SilentDevice:
    """A paired device that is not in contact. ``counter``: number of a tablet's counter; ``since``: its last contact,
    None if it was never seen."""

    kind: str
    name: str
    counter: int | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class DevicesNow:
    """``total`` devices are paired, all but ``silent`` are in contact; ``printers``: all printers of the settings;
    ``kiosks``: {id of a kiosk: its name}."""

    total: int
    silent: list[SilentDevice]
    printers: list[PrinterNow]
    kiosks: dict[int, str]

    @property
    def in_contact(self) -> int:
        return self.total - len(self.silent)

    @property
    def stopped(self) -> list[PrinterNow]:
        """Printers that do not print."""
        return [one for one in self.printers if one.state == "stopped"]

    @property
    def all_well(self) -> bool:
        return not self.silent and all(one.state == "well" for one in self.printers)


def devices_now(session: Session, office_id: int, counters: list[Counter], now: datetime) -> DevicesNow:
    """Those silent for longest come first; those never seen last."""
    numbers = {counter.id: counter.number for counter in counters}
    paired = device_queries.devices(session, office_id)
    silent = [
        SilentDevice(row.kind, row.name, numbers.get(row.counter_id or 0), row.seen_at)
        for row in paired
        if not (device_queries.is_in_contact(row, now) or _just_paired(row, now))
    ]
    silent.sort(key=lambda row: (row.since is None, row.since or now))
    kiosks = {row.id: row.name for row in paired if row.kind == "kiosk"}
    return DevicesNow(len(paired), silent, printing_status.every(), kiosks)


def _just_paired(row: Device, now: datetime) -> bool:
    """Its first contact is stored about a minute after it was paired."""
    return row.seen_at is None and row.paired_at is not None and now - row.paired_at < device_queries.IN_CONTACT
