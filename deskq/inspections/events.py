"""Events of inspections: tours and results by number, outcome and time; never an address, never what anybody wrote."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class TourPlanned:
    """``day``: Jalali, 14050907; ``stops``: ``12:inspection 15:inspection``, application and stage in order."""

    kind: ClassVar[str] = "inspection.tour_planned"
    tour: int
    person: int
    day: int
    stops: str


@dataclass(frozen=True, slots=True)
class TourChanged:
    """The stops of a tour as they are now: added, removed, or in another order."""

    kind: ClassVar[str] = "inspection.tour_changed"
    tour: int
    stops: str


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """Where the place of an application is was written down; ``point``: whether it is on the map."""

    kind: ClassVar[str] = "inspection.place_set"
    application: int
    point: bool


@dataclass(frozen=True, slots=True)
class InspectionReported:
    """``standing``: counted, or a remark because another result came first. ``tour`` 0: without a tour."""

    kind: ClassVar[str] = "inspection.reported"
    result: int
    application: int
    stage: str
    tour: int
    outcome: str
    standing: str


@dataclass(frozen=True, slots=True)
class InspectionPhotoAdded:
    kind: ClassVar[str] = "inspection.photo_added"
    result: int
    photo: int


@dataclass(frozen=True, slots=True)
class InspectionsErased:
    """Place, words and photos of the inspections of that many applications were erased, on request or by rule."""

    kind: ClassVar[str] = "inspection.erased"
    personal: ClassVar[bool] = True
    applications: int
