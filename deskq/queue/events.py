"""Events of tickets and counters.

``changes`` maps each changed column to [before, after] as JSON values (moments in ISO 8601): from them every state of
every ticket can be rebuilt, and an action undone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

Changes = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class TicketIssued:
    kind: ClassVar[str] = "ticket.issued"
    ticket: int
    code: str
    changes: Changes
    weight: float


@dataclass(frozen=True, slots=True)
class TicketMoved:
    """One move of one ticket by a verb of transitions.MOVES. ``why``: what a rule decided from (calls and let_pass)."""

    kind: ClassVar[str] = "ticket.moved"
    ticket: int
    code: str
    verb: str
    counter: int | None
    changes: Changes
    why: dict[str, Any] | None = None


class TicketCalled(TicketMoved):
    kind = "ticket.called"


class TicketRecalled(TicketMoved):
    kind = "ticket.recalled"


class TicketFetched(TicketMoved):
    """Somebody went to a visitor who can neither see nor hear the board."""

    kind = "ticket.fetched"


class TicketMarked(TicketMoved):
    """The visitor is to be escorted, or no longer."""

    kind = "ticket.marked"


class TicketStarted(TicketMoved):
    kind = "ticket.started"


class TicketMissed(TicketMoved):
    kind = "ticket.missed"


class TicketHeld(TicketMoved):
    kind = "ticket.held"


class TicketResumed(TicketMoved):
    kind = "ticket.resumed"


class TicketReturned(TicketMoved):
    kind = "ticket.returned"


class TicketPutBack(TicketMoved):
    kind = "ticket.put_back"


@dataclass(frozen=True, slots=True)
class TicketTransferred(TicketMoved):
    """``reason``: the clerk's reason for a transfer to a service that no open counter served."""

    kind = "ticket.transferred"
    free_texts: ClassVar[Mapping[str, str]] = {"reason": "typed"}
    reason: str | None = None


class TicketReleased(TicketMoved):
    kind = "ticket.released"


class TicketLetPass(TicketMoved):
    """Its visitor needs more time; ``why`` lists the tickets that go first."""

    kind = "ticket.let_pass"


class TicketAmended(TicketMoved):
    """Staff corrected service, class, language or group size."""

    kind = "ticket.amended"


class TicketAnswered(TicketMoved):
    """Served in the hall, at no counter."""

    kind = "ticket.answered"


class TicketSwitched(TicketMoved):
    """The visit continues with another service; ``why`` has the outcome of the previous one."""

    kind = "ticket.switched"


class TicketKept(TicketMoved):
    """Kept for the next working day; ``why`` has the reason, one of KEEP_REASONS."""

    kind = "ticket.kept"


class TicketCarried(TicketMoved):
    """A kept ticket was moved to the new business day, under another number if its own was already issued there."""

    kind = "ticket.carried"


class TicketFinished(TicketMoved):
    kind = "ticket.finished"


class TicketCancelled(TicketMoved):
    kind = "ticket.cancelled"


class TicketExpired(TicketMoved):
    kind = "ticket.expired"


class TicketUndone(TicketMoved):
    """An action undone; ``verb`` is the one that was undone (``cancel``: a visitor who left is back)."""

    kind = "ticket.undone"


TICKET_EVENTS: dict[str, type[TicketMoved]] = {
    "call": TicketCalled,
    "recall": TicketRecalled,
    "fetch": TicketFetched,
    "mark": TicketMarked,
    "start": TicketStarted,
    "miss": TicketMissed,
    "hold": TicketHeld,
    "resume": TicketResumed,
    "return": TicketReturned,
    "put_back": TicketPutBack,
    "transfer": TicketTransferred,
    "release": TicketReleased,
    "let_pass": TicketLetPass,
    "switch": TicketSwitched,
    "keep": TicketKept,
    "carry": TicketCarried,
    "amend": TicketAmended,
    "answer": TicketAnswered,
    "finish": TicketFinished,
    "cancel": TicketCancelled,
    "expire": TicketExpired,
}


@dataclass(frozen=True, slots=True)
class CounterChanged:
    """A counter was opened, put on a break or closed."""

    kind: ClassVar[str] = "counter.changed"
    counter: int
    number: int
    changes: Changes


class CounterOpened(CounterChanged):
    kind = "counter.opened"


class CounterOnBreak(CounterChanged):
    kind = "counter.on_break"


class CounterClosed(CounterChanged):
    kind = "counter.closed"


@dataclass(frozen=True, slots=True)
class CounterUndone(CounterChanged):
    """An action that opened, paused or closed the counter was undone; ``verb`` is that action."""

    kind: ClassVar[str] = "counter.undone"
    verb: str


COUNTER_EVENTS: dict[str, type[CounterChanged]] = {
    "open": CounterOpened,
    "break": CounterOnBreak,
    "close": CounterClosed,
}
