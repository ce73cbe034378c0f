"""What happens to the office itself."""

from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class DevicePaired:
    kind: ClassVar[str] = "device.paired"
    device: int
    device_kind: str


@dataclass(frozen=True, slots=True)
class DeviceChanged:
    """Another name, or another counter for a tablet; ``changes`` are {column: [before, after]}."""

    kind: ClassVar[str] = "device.changed"
    device: int
    device_kind: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    kind: ClassVar[str] = "device.revoked"
    device: int
    device_kind: str


@dataclass(frozen=True, slots=True)
class OfficeChanged:
    """Services, counters, classes, hours or settings were edited; ``what`` names the table, ``changes`` are
    {column: [before, after]} as plain JSON values: from nothing for a new row, to nothing for one that is deleted."""

    kind: ClassVar[str] = "office.changed"
    what: str
    row: int
    changes: dict[str, list[Any]] = field(default_factory=dict)
