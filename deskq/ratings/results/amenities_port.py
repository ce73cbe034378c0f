"""Port: what is measured of the amenities of the hall. Amenities bind it, because ratings may not import them."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from deskq.core.ports import Port
from deskq.office.models import Office


class AmenityFigures(Protocol):
    """Faults reported in the period; those repaired in it and the hours within which half of them were; what was still
    broken at its end; the open days, and those on which everything was checked."""

    @property
    def objects(self) -> int: ...
    @property
    def faults(self) -> int: ...
    @property
    def repaired(self) -> int: ...
    @property
    def median_hours(self) -> float | None: ...
    @property
    def broken(self) -> int: ...
    @property
    def days(self) -> int: ...
    @property
    def done_days(self) -> int: ...


#: (session, office, first day, last day) → the figures; None where nothing was to be checked in that time.
FindAmenities = Callable[[Session, Office, date, date], AmenityFigures | None]


def _none(session: Session, office: Office, first: date, last: date) -> AmenityFigures | None:
    return None


PORT: Port[FindAmenities] = Port("amenity_figures", _none)
