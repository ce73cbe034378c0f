"""Events of amenities. They contain no words of anybody, and nothing about who of the public has reported something."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AmenitiesChecked:
    """One press of the round: these objects were found in order, or broken. ``day``: business day, 14050903."""

    kind: ClassVar[str] = "amenity.checked"
    day: int
    amenities: list[int]
    is_ok: bool


@dataclass(frozen=True, slots=True)
class AmenityCheckUndone:
    """The presses of this sequence of the journal were taken back."""

    kind: ClassVar[str] = "amenity.check_undone"
    day: int
    press: int


@dataclass(frozen=True, slots=True)
class AmenityReported:
    """Something is wrong with an object. ``is_new``: it began a fault; otherwise it joined an open one. ``source``: the
    round or the sticker; ``what``: one of ``rules.kinds.PROBLEMS`` or ""."""

    kind: ClassVar[str] = "amenity.reported"
    amenity: int
    fault: int
    source: str
    what: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class AmenityTaken:
    """Somebody sees to a repair, or gives it back."""

    kind: ClassVar[str] = "amenity.taken"
    amenity: int
    fault: int
    taken: bool


@dataclass(frozen=True, slots=True)
class AmenityRepaired:
    """``minutes`` from the first report on; ``has_photo``: a photo came with it."""

    kind: ClassVar[str] = "amenity.repaired"
    amenity: int
    fault: int
    minutes: int
    has_photo: bool


@dataclass(frozen=True, slots=True)
class AmenityRepairUndone:
    kind: ClassVar[str] = "amenity.repair_undone"
    amenity: int
    fault: int
