"""All that an office has learned about itself, and the tables made of it, kept until there is news."""

from dataclasses import dataclass, field
from math import exp

from deskq.estimate.arrivals import Arrivals
from deskq.estimate.durations import HOUR, Durations
from deskq.estimate.idle_times import Pauses

FRESH = 12  # visits after which a table is made anew


@dataclass(slots=True)
class Model:
    durations: Durations = field(default_factory=Durations)
    pauses: Pauses = field(default_factory=Pauses)
    arrivals: Arrivals = field(default_factory=Arrivals)
    _tables: dict[int, list[float]] = field(default_factory=dict)
    _edition: tuple[int, int] = (-1, -1)
    _pauses: tuple[list[float], ...] = ()

    def table(self, service: int, now: float) -> list[float]:
        """Equally likely lengths of a call for a service, the shortest first."""
        self._renew(now)
        if service not in self._tables:
            self._tables[service] = self.durations.table(service, now)
        return self._tables[service]

    def pause_tables(self, now: float) -> tuple[list[float], ...]:
        """Gaps, reactions, absences, lateness."""
        self._renew(now)
        if not self._pauses:
            known = self.pauses
            self._pauses = known.gaps(), known.reactions(), known.away(), known.lateness()
        return self._pauses

    def pace(self, desk: int) -> float:
        """How many times as long a visit takes at this counter."""
        return exp(self.durations.desk(desk))

    def _renew(self, now: float) -> None:
        edition = int(now // (HOUR / 4)), self.durations.learned // FRESH
        if edition != self._edition:
            self._edition = edition
            self._tables, self._pauses = {}, ()
