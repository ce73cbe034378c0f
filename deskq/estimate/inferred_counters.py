"""Counters of which nobody kept a log, guessed from their visits until now: what they serve and what first, when they
are manned, and that one which lets people wait is away."""

from collections import defaultdict

from deskq.estimate.durations import HOUR
from deskq.estimate.idle_times import LONGEST_GAP
from deskq.estimate.learned_model import Model
from deskq.estimate.log_records import Visit
from deskq.estimate.logged_counters import Counters, Line, Place
from deskq.estimate.preference import Preference
from deskq.estimate.snapshot import Desk, Person
from deskq.estimate.staffing import Rota

PATIENCE = 60.0  # a counter that lets people wait longer than this is away
ABSENT = HOUR / 2  # who is so late does not come today
GONE = HOUR  # who is away so long does not come back


class Unlogged(Counters):
    """Never looks ahead: a counter is open from its first call of the day on."""

    def __init__(self, lore: Model, bound: float) -> None:
        super().__init__(lore)
        self.rota = Rota()
        self._serves: dict[int, Preference] = defaultdict(lambda: Preference(bound))

    def begin_day(self, day: int) -> None:
        self.rota.begin_day(day)
        for number in self.places:
            self.places[number] = Place(back=self.rota.opens(number))

    def arrived(self, at: float, line: Line) -> None:
        self._look(at, line)

    def called(self, visit: Visit, line: Line) -> None:
        place, at = self.places[visit.desk], visit.call
        self._learn_pause(place, visit)
        person = Person(0, visit.service, visit.weight, visit.arrival)
        self._serves[visit.desk].learn(person, at, line.values())
        self.rota.note(visit.desk, _ready(visit))
        place.status, place.visitor, place.called, place.wanted = "open", visit.service, at, None
        self._look(at, line)

    def finished(self, visit: Visit, line: Line) -> None:
        super().finished(visit, line)
        if visit.finish is not None:
            self.rota.note(visit.desk, visit.finish)
            self._look(visit.finish, line)

    def _look(self, at: float, line: Line) -> None:
        """Since when is somebody kept waiting by a free counter?"""
        services = {person.service for person in line.values()}
        for number, place in self.places.items():
            if place.visitor is not None or services.isdisjoint(self._serves[number].ranks()):
                place.wanted = None
            elif place.wanted is None:
                place.wanted = at

    def _learn_pause(self, place: Place, visit: Visit) -> None:
        pauses, wanted = self.lore.pauses, place.wanted
        if place.status == "closed":
            if place.back is not None:
                pauses.learn_return(max(0.0, _ready(visit) - place.back))
        elif wanted is not None and (wanted <= place.since or visit.call - wanted > LONGEST_GAP):
            pauses.learn_gap(visit.desk, visit.call - wanted, visit.call)
        elif place.visitor is None:
            pauses.learn_reaction(visit.call - visit.arrival)

    def _desk(self, number: int, place: Place, now: float) -> Desk | None:
        ranks, leaves = self._serves[number].ranks(), self.rota.leaves(number)
        if place.visitor is not None:
            return Desk(number, ranks, place.called, place.visitor, leaves=leaves)
        wanted = now if place.wanted is None else place.wanted
        since, longest = place.since, GONE
        if place.status == "closed":
            if place.back is None:
                return None
            since, longest = place.back, ABSENT
            if now < since or wanted < since + LONGEST_GAP:
                return Desk(number, ranks, now, None, since) if now - since < longest else None
        missing = now - wanted
        if missing > longest:
            return None
        return Desk(number, ranks, since, None, None, wanted if missing > PATIENCE else None, leaves)


def _ready(visit: Visit) -> float:
    """When its counter was there at the latest: who is called as soon as they come finds it manned."""
    return visit.arrival if visit.call - visit.arrival <= PATIENCE else visit.call
