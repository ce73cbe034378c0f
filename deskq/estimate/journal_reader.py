"""Learns from the journal of an office, entry by entry: visits, gaps, breaks and arrivals.

Reads the journal from a sequence number on, in any process, and nothing else: last week and the last second are learned
in the same way.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from deskq.core import clock, event_types
from deskq.core.db.engine import EPOCH
from deskq.estimate.durations import DAY
from deskq.estimate.idle_times import LONGEST_GAP
from deskq.estimate.learned_model import Model
from deskq.estimate.presence import PROMPT, Presence, Situation, situation
from deskq.queue import events


@dataclass(slots=True)
class TicketState:
    """What a ticket waits for and since when."""

    service: int
    weight: float
    arrived: float


@dataclass(slots=True)
class CounterState:
    """A counter: its ticket and since when, or free since; a break with its declared end; evidence that the clerk is
    away (see ``presence``)."""

    ticket: int | None = None
    since: float | None = None
    back: float | None = None
    resumed: bool = False
    evidence: float = 0.0


@dataclass(slots=True)
class NewEntries:
    """Result of reading new entries: issued tickets (ticket, time, service, weight), and tickets that were called or
    whose call was undone, so that their predictions can be compared."""

    issued: list[tuple[int, datetime, int, float]] = field(default_factory=list)
    called: set[int] = field(default_factory=set)


SERVICE_ENDS = (
    events.TicketMissed.kind,
    events.TicketFinished.kind,
    events.TicketHeld.kind,
    events.TicketTransferred.kind,
)
LEFT_QUEUE = (events.TicketCancelled.kind, events.TicketExpired.kind)
ENDED = tuple(
    event.kind for event in (events.TicketFinished, events.TicketAnswered, events.TicketCancelled, events.TicketExpired)
)
COUNTER_FREED = (*SERVICE_ENDS, events.TicketPutBack.kind, events.TicketCancelled.kind, events.TicketExpired.kind)


class JournalReader:
    """The model of one office and the position up to which its journal was read."""

    def __init__(self, model: Model, sequence: int = 0) -> None:
        self.model, self.sequence = model, sequence
        self.counters: dict[int, CounterState] = {}
        self.presence = Presence()
        self._served: dict[int, set[int]] = defaultdict(set)
        self._tickets: dict[int, TicketState] = {}
        self._day = 0

    def read(self, sequence: int, at: datetime, kind: str, facts: dict[str, Any], new: NewEntries) -> None:
        """Learn from one journal entry."""
        self.sequence = sequence
        now = wall_seconds(at)
        if int(now // DAY) != self._day:
            self._day = int(now // DAY)
            self.presence.begin_day(self._day)
        if kind == events.TicketIssued.kind:
            self._issued(now, at, facts, new)
        elif event_types.is_a(kind, events.TicketMoved):
            self._moved(kind, now, facts, new)
        elif kind in (events.CounterOpened.kind, events.CounterOnBreak.kind, events.CounterClosed.kind):
            self._counter(kind, now, facts)

    def _issued(self, now: float, at: datetime, facts: dict[str, Any], new: NewEntries) -> None:
        service, weight = int(facts["changes"]["service_id"][1]), float(facts["weight"])
        changes = facts["changes"]
        promised = changes["state"][1] == "held"  # has an appointment time and gets no prediction
        begins = wall_seconds(datetime.fromisoformat(changes["arrived_at"][1])) if promised else now
        self._tickets[facts["ticket"]] = TicketState(service, weight, begins)
        self.model.arrivals.learn((service, weight), now)
        if promised:
            return
        new.issued.append((facts["ticket"], at, service, weight))

    def _moved(self, kind: str, now: float, facts: dict[str, Any], new: NewEntries) -> None:
        ticket, counter = facts["ticket"], facts["counter"]
        known = self._tickets.get(ticket)
        if kind == events.TicketUndone.kind:
            self._undone(ticket, counter)
            if facts["verb"] == "call":
                new.called.add(ticket)
        elif kind == events.TicketCalled.kind and counter is not None:
            self._called(ticket, known, self.counters.setdefault(counter, CounterState()), counter, now)
            new.called.add(ticket)
        elif kind == events.TicketResumed.kind and counter is not None:
            self.counters[counter] = CounterState(ticket, now, resumed=True)
        elif kind in COUNTER_FREED:
            if kind in LEFT_QUEUE and counter is None and known is not None:
                self.model.patience.learn(max(0.0, now - known.arrived), now, left=True)
            self._left(kind, ticket, known, counter, now)
        moved = facts["changes"].get("service_id")
        if moved and known is not None:
            known.service = int(moved[1])
        if kind in ENDED:
            self._tickets.pop(ticket, None)

    def _called(self, ticket: int, known: TicketState | None, state: CounterState, counter: int, now: float) -> None:
        if state.ticket is None and state.since is not None and known is not None:
            if known.arrived <= state.since:
                self.model.pauses.learn_gap(counter, now - state.since, now)
            elif now - known.arrived <= LONGEST_GAP:
                self.model.pauses.learn_reaction(now - known.arrived)
        if known is not None:
            self._learn_presence(known, state, counter, now)
            self.model.patience.learn(max(0.0, now - known.arrived), now, left=False)
        self.model.called(now)
        state.ticket, state.since, state.back, state.resumed, state.evidence = ticket, now, None, False, 0.0

    def _learn_presence(self, called: TicketState, taker: CounterState, counter: int, now: float) -> None:
        """Learn that the other free counters of this service did not make this call."""
        mine = _situation(taker, called.arrived) if now - called.arrived <= PROMPT else None
        others = [
            (state, found)
            for number, state in self.counters.items()
            if (number != counter or mine is None)
            and called.service in self._served[number]
            and (found := _situation(state, called.arrived)) is not None
        ]
        self.presence.called(mine, others)
        self._served[counter].add(called.service)

    def _left(self, kind: str, ticket: int, known: TicketState | None, counter: int | None, now: float) -> None:
        state = self.counters.get(counter or 0)
        if state is None or state.ticket != ticket:
            return
        if kind in SERVICE_ENDS and known is not None and state.since is not None and not state.resumed:
            missed = kind == events.TicketMissed.kind
            self.model.durations.learn(known.service, counter or 0, state.since, now - state.since, missed)
        state.ticket, state.since, state.evidence = None, now, 0.0

    def _undone(self, ticket: int, counter: int | None) -> None:
        """An action was undone: how long the counter has been busy or free is unknown now."""
        state = self.counters.get(counter or 0)
        if state is not None:
            state.ticket, state.since = None, None

    def _counter(self, kind: str, now: float, facts: dict[str, Any]) -> None:
        state = self.counters.setdefault(facts["counter"], CounterState())
        until = facts["changes"].get("break_until", [None, None])[1]
        if kind == events.CounterOpened.kind and state.back is not None and state.since is not None:
            self.model.pauses.learn_return(now - state.back)
            self.model.pauses.learn_break(facts["counter"], state.since, now - state.since)
        if kind == events.CounterClosed.kind:
            del self.counters[facts["counter"]]
            return
        state.ticket, state.since, state.evidence = None, now, 0.0
        state.back = wall_seconds(datetime.fromisoformat(until)) if until else None


def _situation(state: CounterState, now: float) -> Situation | None:
    """The situation of a free counter; None if it is not free."""
    if state.ticket is not None or state.back is not None or state.since is None or state.since > now:
        return None
    return situation(False, now - state.since, state.evidence)


def wall_seconds(moment: datetime) -> float:
    """Seconds on the office's wall clock, counted as if it were UTC."""
    offset = clock.local(moment).utcoffset()
    return (moment - EPOCH).total_seconds() + (offset.total_seconds() if offset else 0.0)
