"""What each screen shows, as plain values: queries fill them, templates draw them, realtime sends them.

Every text that exists in two languages is a ``Name``; the template picks by the language of the screen.
Times are aware UTC, durations whole seconds.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from deskq.announcements.queries import Shown
from deskq.office.rules import Hours, Place
from deskq.persian import Name

__all__ = ["Hours", "Place"]  # part of every screen, though the office knows them

CounterStatus = Literal["open", "break", "closed"]


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
    """``serves`` is false in an office so new that no counter serves anything on offer."""

    version: int
    at: datetime
    office: Name
    building: Name
    hours: Hours
    viewing_distance: float
    board_inches: int
    calls: list[CalledRow]
    waiting: list[WaitingRow]
    serves: bool = True
    announcements: list[Shown] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Present:
    """The visitor at the counter. ``since`` is when this state began; ``waited`` what they waited before the call."""

    id: int
    code: str
    state: Literal["called", "serving"]
    service: Name
    priority: Name | None
    waited: int
    since: datetime
    recalls: int
    recalls_left: int
    language: str
    in_person: bool = False
    fetched_at: datetime | None = None

    @property
    def to_fetch(self) -> bool:
        """Somebody has still to go to them."""
        return self.state == "called" and self.in_person and self.fetched_at is None


@dataclass(frozen=True, slots=True)
class NextRow:
    id: int
    code: str
    service: Name
    priority: Name | None
    waited: int
    in_person: bool = False


@dataclass(frozen=True, slots=True)
class HeldRow:
    id: int
    code: str
    service: Name
    since: datetime
    returns_at: datetime


@dataclass(frozen=True, slots=True)
class AbsentRow:
    id: int
    code: str
    service: Name
    since: datetime
    counter: int


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last press at this counter, in words the template chooses by ``verb``; ``undo_until`` if it can be undone.
    Of a closed counter only ``left``, who has just left it, may do so."""

    verb: str
    code: str | None
    at: datetime
    undo_until: datetime | None
    detail: Name | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class DaySummary:
    """Today at this counter. ``ratings_mean`` only when ``ratings_count`` reaches the group size, else None."""

    served: int
    median_service: int | None
    ratings_count: int = 0
    ratings_mean: float | None = None
    ratings_needed: int = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """One target of a transfer: a service by code or a counter by number."""

    value: str
    name: Name
    waiting: int = 0
    open: bool = True


@dataclass(frozen=True, slots=True)
class CounterPanel:
    version: int
    at: datetime
    id: int
    place: Place
    name: Name
    status: CounterStatus
    break_until: datetime | None
    clerk: str
    turn: int
    present: Present | None
    waiting: list[WaitingRow]
    next_up: list[NextRow]
    held: list[HeldRow]
    absent: list[AbsentRow]
    last: LastAct | None
    today: DaySummary
    services: list[Choice] = field(default_factory=list)
    counters: list[Choice] = field(default_factory=list)

    @property
    def waiting_total(self) -> int:
        return sum(row.count for row in self.waiting)


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A door of the kiosk: ``icon`` names a symbol of static/icons.svg, ``covers`` says in one line what is inside."""

    id: int
    name: Name
    covers: Name
    icon: str
    waiting: int
    open: bool


@dataclass(frozen=True, slots=True)
class ServiceCard:
    code: str
    name: Name
    covers: Name
    icon: str
    waiting: int
    hours: Hours
    estimate: WaitShown | None = None


@dataclass(frozen=True, slots=True)
class PriorityChoice:
    code: str
    name: Name


@dataclass(frozen=True, slots=True)
class TicketView:
    """A visitor's ticket. ``ahead`` while waiting; ``place`` from the call on; ``places`` where it may be called;
    ``let_pass`` how many others may still be let pass; ``rejoin_until`` while who has left may still come back."""

    version: int
    at: datetime
    id: int
    code: str
    state: str
    office: Name
    building: Name
    service: Name
    bring: Name
    priority: Name | None
    language: str
    issued_at: datetime
    ahead: int | None
    ahead_at_issue: int
    place: Place | None
    places: list[Place]
    since: datetime
    call: int | None
    recalls: int
    wait: tuple[int, int] | None
    let_pass: int
    rating: Literal["no", "open", "given", "late"]
    rate_until: datetime | None
    rejoin_until: datetime | None = None
    estimate: WaitShown | None = None
    in_person: bool = False

    @property
    def progress(self) -> float:
        """How much of the line has gone, 0 to 1."""
        if self.ahead is None or self.ahead_at_issue <= 0:
            return 1.0
        return max(0.0, 1 - self.ahead / (self.ahead_at_issue + 1))
