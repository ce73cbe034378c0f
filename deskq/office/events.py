"""What happens to the office itself."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class DevicePaired:
    kind: ClassVar[str] = "device.paired"
    device: int
    device_kind: str


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    kind: ClassVar[str] = "device.revoked"
    device: int
    device_kind: str


@dataclass(frozen=True, slots=True)
class OfficeChanged:
    """Services, counters, classes, hours or settings were edited; ``what`` names the table."""

    kind: ClassVar[str] = "office.changed"
    what: str
    row: int
