"""Events of devices: paired, changed, revoked."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    free_texts: ClassVar[Mapping[str, str]] = {"changes": "typed"}
    device: int
    device_kind: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class DeviceReloadAsked:
    """A device was asked to reload its page; it does so if it is connected."""

    kind: ClassVar[str] = "device.reload_asked"
    device: int
    device_kind: str


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    kind: ClassVar[str] = "device.revoked"
    device: int
    device_kind: str
