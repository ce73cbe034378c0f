"""What an office has learned, read off its journal: visits, gaps, breaks and arrivals, one entry after the other.

Follows ``journal`` from a sequence on, in any process, and asks nobody: what the office did last week and what it did a
second ago are learned in the same way.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from deskq.core import clock
from deskq.core.db.engine import EPOCH
from deskq.estimate.idle_times import LONGEST_GAP
from deskq.estimate.learned_model import Model
from deskq.queue import events


@dataclass(slots=True)
class Known:
    """A ticket in the making: what it waits for and since when."""

    service: int
    weight: float
    arrived: float


@dataclass(slots=True)
class Seat:
    """A counter: the visitor's ticket and when it came, or free since; a break with its declared end."""

    ticket: int | None = None
    since: float | None = None
    back: float | None = None
    resumed: bool = False


@dataclass(slots=True)
class Call:
    """A ticket called for the first time; what was said of it can be compared now."""

    ticket: int
    at: datetime


@dataclass(slots=True)
class News:
    """What some entries told: who came, with their service and weight, and who was called."""

    issued: list[tuple[int, datetime, int, float]] = field(default_factory=list)
    called: list[Call] = field(default_factory=list)


ENDS = (events.TicketMissed.kind, events.TicketFinished.kind, events.TicketHeld.kind, events.TicketTransferred.kind)
LEAVES = (*ENDS, events.TicketPutBack.kind, events.TicketCancelled.kind, events.TicketExpired.kind)


class Memory:
    """``lore`` of one office, and where its journal has been read to."""

    def __init__(self, lore: Model, sequence: int = 0) -> None:
        self.lore, self.sequence = lore, sequence
        self.seats: dict[int, Seat] = {}
        self._tickets: dict[int, Known] = {}

    def read(self, sequence: int, at: datetime, kind: str, facts: dict[str, Any], news: News) -> None:
        """One entry of the journal."""
        self.sequence = sequence
        now = wall(at)
        if kind == events.TicketIssued.kind:
            self._issued(now, at, facts, news)
        elif kind.startswith("ticket."):
            self._moved(kind, now, at, facts, news)
        elif kind in (events.CounterOpened.kind, events.CounterOnBreak.kind, events.CounterClosed.kind):
            self._counter(kind, now, facts)

    def _issued(self, now: float, at: datetime, facts: dict[str, Any], news: News) -> None:
        service, weight = int(facts["changes"]["service_id"][1]), float(facts["weight"])
        changes = facts["changes"]
        promised = changes["state"][1] == "held"  # an hour, not a wait: nobody told it a band
        begins = wall(datetime.fromisoformat(changes["arrived_at"][1])) if promised else now
        self._tickets[facts["ticket"]] = Known(service, weight, begins)
        self.lore.arrivals.learn((service, weight), now)
        if promised:
            return
        news.issued.append((facts["ticket"], at, service, weight))

    def _moved(self, kind: str, now: float, at: datetime, facts: dict[str, Any], news: News) -> None:
        ticket, counter = facts["ticket"], facts["counter"]
        known = self._tickets.get(ticket)
        if kind == events.TicketUndone.kind:
            self._undone(ticket, counter)
        elif kind == events.TicketCalled.kind and counter is not None:
            self._called(ticket, known, self.seats.setdefault(counter, Seat()), counter, now)
            news.called.append(Call(ticket, at))
        elif kind == events.TicketResumed.kind and counter is not None:
            self.seats[counter] = Seat(ticket, now, resumed=True)
        elif kind in LEAVES:
            self._left(kind, ticket, known, counter, now)
        moved = facts["changes"].get("service_id")
        if moved and known is not None:
            known.service = int(moved[1])
        if kind in (events.TicketFinished.kind, events.TicketCancelled.kind, events.TicketExpired.kind):
            self._tickets.pop(ticket, None)

    def _called(self, ticket: int, known: Known | None, seat: Seat, counter: int, now: float) -> None:
        if seat.ticket is None and seat.since is not None and known is not None:
            if known.arrived <= seat.since:
                self.lore.pauses.learn_gap(counter, now - seat.since, now)
            elif now - known.arrived <= LONGEST_GAP:
                self.lore.pauses.learn_reaction(now - known.arrived)
        seat.ticket, seat.since, seat.back, seat.resumed = ticket, now, None, False

    def _left(self, kind: str, ticket: int, known: Known | None, counter: int | None, now: float) -> None:
        seat = self.seats.get(counter or 0)
        if seat is None or seat.ticket != ticket:
            return
        if kind in ENDS and known is not None and seat.since is not None and not seat.resumed:
            missed = kind == events.TicketMissed.kind
            self.lore.durations.learn(known.service, counter or 0, seat.since, now - seat.since, missed)
        seat.ticket, seat.since = None, now

    def _undone(self, ticket: int, counter: int | None) -> None:
        """A press taken back: how long the counter has been busy or free is no longer known."""
        seat = self.seats.get(counter or 0)
        if seat is not None:
            seat.ticket, seat.since = None, None

    def _counter(self, kind: str, now: float, facts: dict[str, Any]) -> None:
        seat = self.seats.setdefault(facts["counter"], Seat())
        until = facts["changes"].get("break_until", [None, None])[1]
        if kind == events.CounterOpened.kind and seat.back is not None and seat.since is not None:
            self.lore.pauses.learn_return(now - seat.back)
            self.lore.pauses.learn_break(facts["counter"], seat.since, now - seat.since)
        if kind == events.CounterClosed.kind:
            del self.seats[facts["counter"]]
            return
        seat.ticket, seat.since = None, now
        seat.back = wall(datetime.fromisoformat(until)) if until else None


def wall(moment: datetime) -> float:
    """Seconds on the office's wall clock, counted as if it were UTC."""
    offset = moment.astimezone(clock.zone()).utcoffset()
    return (moment - EPOCH).total_seconds() + (offset.total_seconds() if offset else 0.0)
