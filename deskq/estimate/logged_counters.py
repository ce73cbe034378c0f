"""State of the counters in a backtest, known from a log of the counters."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from deskq.estimate.idle_times import LONGEST_GAP
from deskq.estimate.learned_model import Model
from deskq.estimate.log_records import Shift, Visit
from deskq.estimate.snapshot import OpenCounter, Visitor

Waiting = Mapping[int, Visitor]


@dataclass(slots=True)
class CounterState:
    """``since``: when it became free; or ``serving``: service of its visitor, called at ``called``. ``wanted``: since
    when it is free although somebody it serves waits. ``back``: declared end of the break."""

    ranks: dict[int, int] = field(default_factory=dict)
    status: str = "closed"
    since: float = 0.0
    serving: int | None = None
    called: float = 0.0
    back: float | None = None
    wanted: float | None = None


class LoggedCounters:
    """``waiting``: who waits, without the visitor being called."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.states: dict[int, CounterState] = defaultdict(CounterState)

    def begin_day(self, day: int) -> None:
        """Nothing to do: the log says when counters close."""

    def shift(self, shift: Shift) -> None:
        state = self.states[shift.counter]
        if state.status == "break" and shift.status == "open" and state.back is not None:
            self.model.pauses.learn_return(shift.at - state.back)
            self.model.pauses.learn_break(shift.counter, state.since, shift.at - state.since)
        state.status, state.back = shift.status, shift.until
        if shift.status == "open":
            state.since = shift.at
        if shift.ranks:
            state.ranks = dict(shift.ranks)

    def arrived(self, at: float, waiting: Waiting) -> None:
        """A visitor arrived."""

    def called(self, visit: Visit, waiting: Waiting) -> None:
        state = self.states[visit.counter]
        if state.status == "open" and state.since > 0:
            if visit.arrival <= state.since:
                self.model.pauses.learn_gap(visit.counter, visit.call - state.since, visit.call)
            elif visit.call - visit.arrival <= LONGEST_GAP:
                self.model.pauses.learn_reaction(visit.call - visit.arrival)
        state.serving, state.called = visit.service, visit.call

    def finished(self, visit: Visit, waiting: Waiting) -> None:
        """The counter becomes free, unless it has called somebody else meanwhile."""
        state = self.states[visit.counter]
        if visit.finish is not None and state.called == visit.call:
            state.serving, state.since = None, visit.finish

    def counters(self, now: float) -> list[OpenCounter]:
        """Counters that are open, as a forecast needs them."""
        found = (self._counter(number, state, now) for number, state in self.states.items())
        return [counter for counter in found if counter is not None]

    def _counter(self, number: int, state: CounterState, now: float) -> OpenCounter | None:
        if state.status == "closed":
            return None
        back = state.back if state.status == "break" else None
        since = state.called if state.serving is not None else state.since
        return OpenCounter(number, state.ranks, since, state.serving, back)
