"""Tours and results as their journal alone tells them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from deskq.inspections.events import InspectionPhotoAdded, InspectionReported, TourChanged, TourPlanned


@dataclass(frozen=True, slots=True)
class RebuiltTour:
    """``stops``: (application, stage) in order."""

    person: int
    day: int
    stops: tuple[tuple[int, str], ...]


@dataclass(slots=True)
class Rebuilt:
    """``results``: {result: (application, stage, outcome, standing)}; ``photos``: {result: how many}."""

    tours: dict[int, RebuiltTour] = field(default_factory=dict)
    results: dict[int, tuple[int, str, str, str]] = field(default_factory=dict)
    photos: dict[int, int] = field(default_factory=dict)


def rebuild(entries: Iterable[tuple[str, Mapping[str, Any]]]) -> Rebuilt:
    """What is stored after these entries of the journal; entries of other kinds are passed over."""
    found = Rebuilt()
    for kind, event in entries:
        if kind == TourPlanned.kind:
            found.tours[event["tour"]] = RebuiltTour(event["person"], event["day"], stops_of(event["stops"]))
        elif kind == TourChanged.kind:
            before = found.tours[event["tour"]]
            found.tours[event["tour"]] = RebuiltTour(before.person, before.day, stops_of(event["stops"]))
        elif kind == InspectionReported.kind:
            told = (event["application"], event["stage"], event["outcome"], event["standing"])
            found.results[event["result"]] = told
        elif kind == InspectionPhotoAdded.kind:
            found.photos[event["result"]] = found.photos.get(event["result"], 0) + 1
    return found


def stops_of(text: str) -> tuple[tuple[int, str], ...]:
    """``12:inspection 15:inspection`` as values."""
    parts = (one.split(":", 1) for one in text.split())
    return tuple((int(application), stage) for application, stage in parts)
