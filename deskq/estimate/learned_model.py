"""Everything learned about one office, with cached tables for sampling."""

from dataclasses import dataclass, field
from math import exp

from deskq.estimate.arrivals import Arrivals
from deskq.estimate.durations import DAY, HOUR, Durations
from deskq.estimate.idle_times import IdleTimes
from deskq.estimate.patience import Patience

REFRESH_AFTER = 40  # visits after which the tables are computed again


@dataclass(slots=True)
class Model:
    durations: Durations = field(default_factory=Durations)
    pauses: IdleTimes = field(default_factory=IdleTimes)
    arrivals: Arrivals = field(default_factory=Arrivals)
    patience: Patience = field(default_factory=Patience)
    _first_call: float = -DAY
    _tables: dict[int, list[float]] = field(default_factory=dict)
    _edition: tuple[int, int] = (-1, -1)
    _pauses: tuple[list[float], ...] = ()

    def called(self, at: float) -> None:
        """A visitor was called; the first call of a day begins it."""
        if at // DAY != self._first_call // DAY:
            self._first_call = at

    def begun(self, now: float) -> float:
        """Seconds since the first call of the day; 0 before it."""
        return now - self._first_call if now // DAY == self._first_call // DAY else 0.0

    def table(self, service: int, now: float) -> list[float]:
        """Equally likely seconds that a call for a service keeps a counter, ascending."""
        self._renew(now)
        if service not in self._tables:
            self._tables[service] = self.durations.table(service, now)
        return self._tables[service]

    def pause_tables(self, now: float) -> tuple[list[float], ...]:
        """Tables of gaps, reactions, absences, lateness and patience, in seconds."""
        self._renew(now)
        if not self._pauses:
            known = self.pauses
            self._pauses = known.gaps(), known.reactions(), known.away(), known.lateness(), self.patience.table()
        return self._pauses

    def pace(self, counter: int) -> float:
        """By which factor visits take longer at this counter."""
        return exp(self.durations.counter(counter))

    def _renew(self, now: float) -> None:
        edition = int(now // (HOUR / 4)), self.durations.learned // REFRESH_AFTER
        if edition != self._edition:
            self._edition = edition
            self._tables, self._pauses = {}, ()
