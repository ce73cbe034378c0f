"""The counters of a past that is lived through again, as they are known from a log of the counters."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from deskq.estimate.idle_times import LONGEST_GAP
from deskq.estimate.learned_model import Model
from deskq.estimate.log_records import Shift, Visit
from deskq.estimate.snapshot import Desk, Person

Line = Mapping[int, Person]


@dataclass(slots=True)
class Place:
    """A counter: ``since`` when it is free, or its ``visitor``'s service and when they were ``called``; ``wanted``:
    since when it is free although somebody waits for it."""

    ranks: dict[int, int] = field(default_factory=dict)
    status: str = "closed"
    since: float = 0.0
    visitor: int | None = None
    called: float = 0.0
    back: float | None = None
    wanted: float | None = None


class Counters:
    """``line`` is who waits, without the one who is called."""

    def __init__(self, lore: Model) -> None:
        self.lore = lore
        self.places: dict[int, Place] = defaultdict(Place)

    def begin_day(self, day: int) -> None:
        """A log of counters closes them itself."""

    def shift(self, shift: Shift) -> None:
        place = self.places[shift.desk]
        if place.status == "break" and shift.status == "open" and place.back is not None:
            self.lore.pauses.learn_return(shift.at - place.back)
            self.lore.pauses.learn_break(shift.desk, place.since, shift.at - place.since)
        place.status, place.back = shift.status, shift.until
        if shift.status == "open":
            place.since = shift.at
        if shift.ranks:
            place.ranks = dict(shift.ranks)

    def arrived(self, at: float, line: Line) -> None:
        """Somebody came."""

    def called(self, visit: Visit, line: Line) -> None:
        place = self.places[visit.desk]
        if place.status == "open" and place.since > 0:
            if visit.arrival <= place.since:
                self.lore.pauses.learn_gap(visit.desk, visit.call - place.since, visit.call)
            elif visit.call - visit.arrival <= LONGEST_GAP:
                self.lore.pauses.learn_reaction(visit.call - visit.arrival)
        place.visitor, place.called = visit.service, visit.call

    def finished(self, visit: Visit, line: Line) -> None:
        """The counter is free, unless it has called somebody else meanwhile."""
        place = self.places[visit.desk]
        if visit.finish is not None and place.called == visit.call:
            place.visitor, place.since = None, visit.finish

    def desks(self, now: float) -> list[Desk]:
        """Those that are open, as a forecast needs them."""
        found = (self._desk(number, place, now) for number, place in self.places.items())
        return [desk for desk in found if desk is not None]

    def _desk(self, number: int, place: Place, now: float) -> Desk | None:
        if place.status == "closed":
            return None
        back = place.back if place.status == "break" else None
        since = place.called if place.visitor is not None else place.since
        return Desk(number, place.ranks, since, place.visitor, back)
