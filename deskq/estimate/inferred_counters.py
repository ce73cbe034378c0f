"""Counters without a log, inferred from past visits: what they serve and in which order, when they are staffed, and
whether one that lets people wait is away."""

from collections import defaultdict
from collections.abc import Mapping

from deskq.estimate.durations import HOUR
from deskq.estimate.idle_times import LONGEST_GAP
from deskq.estimate.learned_model import Model
from deskq.estimate.log_records import Visit
from deskq.estimate.logged_counters import CounterState, LoggedCounters, Waiting
from deskq.estimate.preference import Preference
from deskq.estimate.presence import MIN_PRESENCE, PROMPT
from deskq.estimate.snapshot import OpenCounter, Visitor
from deskq.estimate.staffing import StaffedHours

PATIENCE = 60.0  # a counter that lets people wait longer than this is away
MAX_LATE_START = HOUR / 2  # a clerk this late does not come today
MAX_ABSENCE = HOUR  # a clerk away this long does not come back today


class InferredCounters(LoggedCounters):
    """Never uses later visits: a counter is open from its first call of the day on."""

    def __init__(self, model: Model, bound: float) -> None:
        super().__init__(model)
        self.staffed_hours = StaffedHours()
        self._serves: dict[int, Preference] = defaultdict(lambda: Preference(bound))

    def begin_day(self, day: int) -> None:
        self.staffed_hours.begin_day(day)
        super().begin_day(day)
        for number in self.states:
            self.states[number] = CounterState(back=self.staffed_hours.opens(number))

    def arrived(self, at: float, waiting: Waiting) -> None:
        self._note_idle_since(at, waiting)

    def called(self, visit: Visit, waiting: Waiting) -> None:
        state, at = self.states[visit.counter], visit.call
        self._learn_presence(state, visit)
        self._learn_pause(state, visit)
        person = Visitor(0, visit.service, visit.weight, visit.arrival)
        self._serves[visit.counter].learn(person, at, waiting.values())
        self.staffed_hours.note(visit.counter, _present_since(visit))
        state.status, state.serving, state.called, state.wanted = "open", visit.service, at, None
        state.evidence = 0.0
        self._note_idle_since(at, waiting)

    def finished(self, visit: Visit, waiting: Waiting) -> None:
        super().finished(visit, waiting)
        if visit.finish is not None:
            self.staffed_hours.note(visit.counter, visit.finish)
            self._note_idle_since(visit.finish, waiting)

    def _note_idle_since(self, at: float, waiting: Waiting) -> None:
        """Note since when a free counter keeps somebody waiting."""
        services = {person.service for person in waiting.values()}
        for number, state in self.states.items():
            if state.serving is not None or services.isdisjoint(self._serves[number].ranks()):
                state.wanted = None
            elif state.wanted is None:
                state.wanted = at

    def _ranks(self, number: int, state: CounterState) -> Mapping[int, int]:
        return self._serves[number].ranks()

    def _learn_pause(self, state: CounterState, visit: Visit) -> None:
        pauses, wanted = self.model.pauses, state.wanted
        if state.status == "closed":
            if state.back is not None:
                pauses.learn_return(max(0.0, _present_since(visit) - state.back))
        elif wanted is not None and (wanted <= state.since or visit.call - wanted > LONGEST_GAP):
            pauses.learn_gap(visit.counter, visit.call - wanted, visit.call)
        elif state.serving is None and visit.call - visit.arrival <= PROMPT:
            pauses.learn_reaction(visit.call - visit.arrival)

    def _counter(self, number: int, state: CounterState, now: float) -> OpenCounter | None:
        ranks, leaves = self._serves[number].ranks(), self.staffed_hours.leaves(number)
        if state.serving is not None:
            return OpenCounter(number, ranks, state.called, state.serving, leaves=leaves)
        wanted = now if state.wanted is None else state.wanted
        since, longest = state.since, MAX_ABSENCE
        if state.status == "closed":
            if state.back is None:
                return None
            since, longest = state.back, MAX_LATE_START
            if now < since or wanted < since + LONGEST_GAP:
                return OpenCounter(number, ranks, now, None, since) if now - since < longest else None
        missing = now - wanted
        if missing > longest:
            return None
        away = wanted if missing > PATIENCE else None
        there = self.presence.now(state.status == "closed", now - since, state.evidence, missing)
        if there < MIN_PRESENCE:
            return None
        return OpenCounter(number, ranks, since, None, None, away, leaves, there)


def _present_since(visit: Visit) -> float:
    """When the counter was staffed at the latest: a visitor called on arrival found it staffed."""
    return visit.arrival if visit.call - visit.arrival <= PATIENCE else visit.call
