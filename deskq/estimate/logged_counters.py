"""State of the counters in a backtest, known from a log of the counters."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from deskq.estimate.idle_times import LONGEST_GAP
from deskq.estimate.learned_model import Model
from deskq.estimate.log_records import Shift, Visit
from deskq.estimate.presence import PROMPT, Presence, Situation, situation
from deskq.estimate.snapshot import OpenCounter, Visitor

Waiting = Mapping[int, Visitor]


@dataclass(slots=True)
class CounterState:
    """``since``: when it became free; or ``serving``: service of its visitor, called at ``called``. ``wanted``: since
    when it is free although a visitor waits for one of its services. ``back``: declared end of the break. ``evidence``:
    evidence that it is not staffed (see ``presence``)."""

    ranks: dict[int, int] = field(default_factory=dict)
    status: str = "closed"
    since: float = 0.0
    serving: int | None = None
    called: float = 0.0
    back: float | None = None
    wanted: float | None = None
    evidence: float = 0.0


class LoggedCounters:
    """``waiting``: who waits, without the visitor being called."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.presence = Presence()
        self.states: dict[int, CounterState] = defaultdict(CounterState)

    def begin_day(self, day: int) -> None:
        """Nothing to do, because the log contains the closing of counters."""
        self.presence.begin_day(day)

    def shift(self, shift: Shift) -> None:
        state = self.states[shift.counter]
        if state.status == "break" and shift.status == "open" and state.back is not None:
            self.model.pauses.learn_return(shift.at - state.back)
            self.model.pauses.learn_break(shift.counter, state.since, shift.at - state.since)
        state.status, state.back = shift.status, shift.until
        if shift.status == "open":
            state.since, state.evidence = shift.at, 0.0
        if shift.ranks:
            state.ranks = dict(shift.ranks)

    def arrived(self, at: float, waiting: Waiting) -> None:
        """A visitor arrived."""

    def called(self, visit: Visit, waiting: Waiting) -> None:
        state = self.states[visit.counter]
        self._learn_presence(state, visit)
        if state.status == "open" and state.since > 0:
            if visit.arrival <= state.since:
                self.model.pauses.learn_gap(visit.counter, visit.call - state.since, visit.call)
            elif visit.call - visit.arrival <= LONGEST_GAP:
                self.model.pauses.learn_reaction(visit.call - visit.arrival)
        state.serving, state.called, state.evidence = visit.service, visit.call, 0.0

    def finished(self, visit: Visit, waiting: Waiting) -> None:
        """The counter becomes free, unless it has called somebody else meanwhile."""
        state = self.states[visit.counter]
        if visit.finish is not None and state.called == visit.call:
            state.serving, state.since, state.evidence = None, visit.finish, 0.0

    def _learn_presence(self, taker: CounterState, visit: Visit) -> None:
        """Learn that the other free counters did not make this call."""
        mine = self._situation(taker, visit.arrival) if visit.call - visit.arrival <= PROMPT else None
        self.presence.called(
            mine,
            [
                (state, found)
                for number, state in self.states.items()
                if (state is not taker or mine is None)
                and (found := self._situation(state, visit.arrival)) is not None
                and visit.service in self._ranks(number, state)
            ],
        )

    def _situation(self, state: CounterState, now: float) -> Situation | None:
        """The situation of a counter that is free or expected back; None otherwise."""
        unseen = state.status == "closed"
        since = None if state.status == "break" else state.back if unseen else state.since
        if state.serving is not None or since is None or since > now:
            return None
        return situation(unseen, now - since, state.evidence)

    def _ranks(self, number: int, state: CounterState) -> Mapping[int, int]:
        return state.ranks

    def counters(self, now: float) -> list[OpenCounter]:
        """Counters that are open, as a forecast needs them."""
        found = (self._counter(number, state, now) for number, state in self.states.items())
        return [counter for counter in found if counter is not None]

    def _counter(self, number: int, state: CounterState, now: float) -> OpenCounter | None:
        if state.status == "closed":
            return None
        back = state.back if state.status == "break" else None
        if state.serving is not None or back is not None:
            since = state.called if state.serving is not None else state.since
            return OpenCounter(number, state.ranks, since, state.serving, back)
        there = self.presence.now(False, now - state.since, state.evidence, 0.0)
        return OpenCounter(number, state.ranks, state.since, presence=there)
