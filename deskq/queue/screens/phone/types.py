"""A visitor's ticket as plain values."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from deskq.core.text.names import Name
from deskq.office.rules import Place
from deskq.queue.screens.shared import WaitShown

RatingState = Literal["no", "open", "given", "late"]


@dataclass(frozen=True, slots=True)
class RatingShown:
    """What visitors see of the rating of their visit. ``ending``: how the visit ended; ``until``: when rating closes;
    ``complete``: reasons or a comment were added; ``questions`` and ``reasons``: offered after the tap (code, text)."""

    state: RatingState = "no"
    ending: str | None = None
    until: datetime | None = None
    complete: bool = False
    questions: list[tuple[str, Name]] = field(default_factory=list)
    reasons: list[tuple[str, Name]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Directions:
    """Counters where a ticket may be called; ``where``: the part of the building."""

    places: tuple[Place, ...]
    where: Name

    @property
    def ways(self) -> list[list[Place]]:
        """The places grouped by the same directions: one line for each group on screens and on paper."""
        groups: dict[object, list[Place]] = {}
        for place in self.places:
            groups.setdefault((place.floor, place.room, place.direction, place.arrow), []).append(place)
        return list(groups.values())


@dataclass(frozen=True, slots=True)
class TicketView:
    """A visitor's ticket. ``service`` is the official name, ``spoken_name`` the plain one; ``where``: the part of the
    building; ``called_from``: the promised hour, until it comes; ``ahead``: set while waiting; ``place``: set from the
    call on; ``places``: counters that may call the ticket; ``staffing``: {number: "open" or "break"} of the staffed
    counters, while waiting; ``wait``: P50 and P90 in seconds; ``let_pass``: at most how many others the visitor may
    still let pass, 0 if nobody is behind; ``rejoin_until``: until when a visitor who left may return;
    ``closed_before``: while waiting, when the office or service closes, if before the turn (``at`` if it has already
    closed); ``closed``: while waiting, why a supervisor closed the service for today; ``confirmed_here``: while waiting
    with a known earliest time, whether the visitor joined from outside and has shown that they are here."""

    version: int
    at: datetime
    id: int
    code: str
    state: str
    office: Name
    building: Name
    service: Name
    spoken_name: Name
    where: Name
    bring: Name
    priority: Name | None
    priority_icon: str
    language: str
    called_from: datetime | None
    ahead_at_issue: int
    place: Place | None
    places: list[Place]
    since: datetime
    call: int | None
    recalls: int
    wait: tuple[int, int] | None
    rating: RatingShown
    ahead: int | None = None
    let_pass: int = 0
    rejoin_until: datetime | None = None
    estimate: WaitShown | None = None
    in_person: bool = False
    staffing: dict[int, str] = field(default_factory=dict)
    closed_before: datetime | None = None
    closed: Name | None = None
    confirmed_here: bool = False

    @property
    def directions(self) -> Directions:
        return Directions(tuple(self.places), self.where)

    @property
    def ways(self) -> list[list[Place]]:
        return self.directions.ways

    @property
    def progress(self) -> float:
        """Share of the queue ahead that is gone, 0 to 1."""
        if self.ahead is None or self.ahead_at_issue <= 0:
            return 1.0
        return max(0.0, 1 - self.ahead / (self.ahead_at_issue + 1))
