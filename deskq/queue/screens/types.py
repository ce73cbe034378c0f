"""What the visitors' screens show, as plain values: queries fill them, templates draw them, realtime sends them. The
counter's page has its own in desk_screens.py.

Every text that exists in two languages is a ``Name``; the template picks by the language of the screen.
Times are aware UTC, durations whole seconds.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from deskq.announcements.queries import Shown
from deskq.core.text.names import Name
from deskq.office.rules import Hours, Place

__all__ = ["Hours", "Place"]  # part of every screen, though the office knows them


@dataclass(frozen=True, slots=True)
class CalledRow:
    """One call in progress. ``call`` identifies the call (the journal's number of it), so that it rings once."""

    call: int
    code: str
    place: Place
    state: Literal["called", "serving"]
    since: datetime
    service: Name
    again: int


@dataclass(frozen=True, slots=True)
class WaitShown:
    """An estimate as screens tell it: P50 and P90 in seconds from now, or None when no counter serves the service.
    ``earliest`` is P10 as a moment: who goes away comes back by then, however old the picture is."""

    seconds: tuple[int, int] | None
    earliest: datetime | None = None

    @property
    def minutes(self) -> tuple[int, int]:
        """The band as it is said: outwards to whole minutes, beyond twenty to fives; (1, 2) is "a few minutes"."""
        low, high = self.seconds or (0, 0)
        low, high = low // 60, -(-high // 60)
        return max(1, low if low <= EXACT else low // 5 * 5), max(1, high if high <= EXACT else -(-high // 5) * 5)


EXACT = 20
UNSERVED = WaitShown(None)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    name: Name
    count: int
    longest: int | None = None
    wait: WaitShown | None = None


@dataclass(frozen=True, slots=True)
class LobbyBoard:
    """``serves`` is false in an office so new that nothing on offer is served; ``hall`` is where people sit."""

    version: int
    at: datetime
    office: Name
    building: Name
    hours: Hours
    viewing_distance: float
    board_inches: int
    calls: list[CalledRow]
    waiting: list[WaitingRow]
    hall: Name
    serves: bool = True
    announcements: list[Shown] = field(default_factory=list)


RatingState = Literal["no", "open", "given", "late"]


@dataclass(frozen=True, slots=True)
class RatingShown:
    """What visitors see of the rating of their visit. ``ending`` is how the visit ended, ``said``
    whether words came with it; ``questions`` and ``reasons`` are offered after the tap, as (code, words)."""

    state: RatingState = "no"
    ending: str | None = None
    until: datetime | None = None
    said: bool = False
    questions: list[tuple[str, Name]] = field(default_factory=list)
    reasons: list[tuple[str, Name]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TicketView:
    """A visitor's ticket. Its ``service`` officially, ``said`` plainly; ``where`` is the part of the house.
    ``called_from`` is the promised hour, until it comes; ``ahead`` while waiting; ``place`` from the call on;
    ``places`` where it may be called; ``let_pass`` how many others may still be let pass; ``rejoin_until`` while who
    has left may still come back."""

    version: int
    at: datetime
    id: int
    code: str
    state: str
    office: Name
    building: Name
    service: Name
    said: Name
    where: Name
    bring: Name
    priority: Name | None
    priority_icon: str
    language: str
    called_from: datetime | None
    ahead: int | None
    ahead_at_issue: int
    place: Place | None
    places: list[Place]
    since: datetime
    call: int | None
    recalls: int
    wait: tuple[int, int] | None
    let_pass: int
    rating: RatingShown
    rejoin_until: datetime | None = None
    estimate: WaitShown | None = None
    in_person: bool = False

    @property
    def ways(self) -> list[list[Place]]:
        """Its places, those together that are reached in the same way: one line each on screens and on paper."""
        found: dict[object, list[Place]] = {}
        for place in self.places:
            found.setdefault((place.floor, place.room, place.direction, place.arrow), []).append(place)
        return list(found.values())

    @property
    def progress(self) -> float:
        """How much of the line has gone, 0 to 1."""
        if self.ahead is None or self.ahead_at_issue <= 0:
            return 1.0
        return max(0.0, 1 - self.ahead / (self.ahead_at_issue + 1))
