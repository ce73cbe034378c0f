"""Within how many seconds the visitors of each service should be called first: by the same targets as in the hall."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from deskq.office.config_cache import OfficeConfig


@dataclass(frozen=True, slots=True)
class Targets:
    """``usual``: seconds of services without a target of their own; ``own``: {service: seconds} of the others."""

    usual: int
    own: Mapping[int, int]

    def of(self, service: int) -> int:
        return self.own.get(service, self.usual)

    def common(self, services: Iterable[int]) -> int | None:
        """The seconds that all these services share."""
        found = {self.of(service) for service in services}
        return found.pop() if len(found) == 1 else None

    @property
    def checksum(self) -> int:
        return crc32(repr((self.usual, sorted(self.own.items()))).encode())


def targets(config: OfficeConfig) -> Targets:
    usual = config.office.bound_minutes * 60
    seconds = {service: config.target(service).seconds for service in config.services}
    return Targets(usual, {service: own for service, own in seconds.items() if own != usual})
