"""What pages of other features show of amenities: a port for templates (``ports.amenities``)."""

from typing import Protocol

from deskq.core.ports import Port


class AmenityLinks(Protocol):
    def may_check(self) -> bool:
        """Whether there is a round, and who is signed in may make it."""
        ...


class NoAmenities:
    def may_check(self) -> bool:
        return False


PORT: Port[AmenityLinks] = Port("amenities", NoAmenities())
