"""The lobby's board as plain values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from deskq.announcements.queries import BoardAnnouncement
from deskq.core.text.names import Name
from deskq.office.rules import Hours, Place
from deskq.queue.screens.shared import WaitingRow


class CalledRow(NamedTuple):
    """One call in progress. ``call`` is its journal sequence, so that it rings once; ``again`` counts recalls."""

    call: int
    code: str
    place: Place
    state: Literal["called", "serving"]
    since: datetime
    again: int

    def __hash__(self) -> int:
        """Of what tells calls apart: the drawing of each is kept under it."""
        return hash((self.call, self.state, self.again))


@dataclass(frozen=True, slots=True)
class LobbyBoard:
    """``serves``: false in a new office in which no offered service is assigned to a counter; ``hall``: the waiting
    room; ``door_digits``: the digits with which visitors who joined from outside show that they are here."""

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
    door_digits: str | None = None
    announcements: tuple[BoardAnnouncement, ...] = ()
