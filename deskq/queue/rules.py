"""Whose turn it is, and which move a ticket may make. Pure: times and rows come in as arguments.

**Whose turn.** Claims grow with waiting: one minute counts ``weight`` minutes (an accumulating priority queue,
Kleinrock 1964; Stanford, Taylor and Ziedins 2014). A visitor of weight 3 passes those of weight 1 who have waited less
than three times as long. So that nobody starves, **the bound**: whoever has waited ``bound`` or longer stands before
everyone who came later, whatever their class and whatever the counter does first. Among those, arrival decides.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from deskq.errors import N_, BadFields, Refused
from deskq.persian import Name

STATES = ("waiting", "called", "serving", "held", "absent", "done", "cancelled", "expired")
LIVE = ("waiting", "called", "serving", "held", "absent")

#: The whole life of a ticket: {(state, verb): next state}. The verbs are the words on the buttons.
MOVES: Mapping[tuple[str, str], str] = {
    ("waiting", "call"): "called",
    ("absent", "call"): "called",
    ("called", "recall"): "called",
    ("called", "fetch"): "called",
    ("called", "start"): "serving",
    ("called", "miss"): "absent",
    ("called", "hold"): "held",
    ("called", "put_back"): "waiting",
    ("called", "transfer"): "waiting",
    ("serving", "hold"): "held",
    ("serving", "transfer"): "waiting",
    ("serving", "finish"): "done",
    ("held", "resume"): "serving",
    ("held", "return"): "waiting",
    ("absent", "return"): "waiting",
    ("waiting", "release"): "waiting",
    ("waiting", "let_pass"): "waiting",
    ("waiting", "mark"): "waiting",
    ("called", "mark"): "called",
    ("serving", "mark"): "serving",
    ("held", "mark"): "held",
    ("absent", "mark"): "absent",
    ("waiting", "cancel"): "cancelled",
    ("held", "cancel"): "cancelled",
    ("absent", "cancel"): "cancelled",
    ("called", "cancel"): "cancelled",
    ("waiting", "expire"): "expired",
    ("called", "expire"): "expired",
    ("held", "expire"): "expired",
    ("absent", "expire"): "expired",
    ("serving", "expire"): "done",
}

#: What a press can be taken back from: {verb: the state its ticket, or its counter, must still be in}. Not a recall: it
#: has rung and moved nothing.
UNDOABLE: Mapping[str, str] = {
    "call": "called",
    "fetch": "called",
    "start": "serving",
    "miss": "absent",
    "hold": "held",
    "resume": "serving",
    "transfer": "waiting",
    "finish": "done",
    "put_back": "waiting",
    "return": "waiting",
    "release": "waiting",
    "cancel": "cancelled",
    "open": "open",
    "break": "break",
    "close": "closed",
}

#: The smallest step of time that is stored.
TICK = timedelta(microseconds=1)

LONGEST_BREAK = 240  # minutes
MOST_SERVED = 99
OUTCOMES = ("done", "referred", "documents_missing", "not_possible", "unrecorded")


class CannotMove(Refused):
    slug = "cannot-move"
    title = N_("Ticket %(code)s is %(state)s now; this is no longer possible.")


class NobodyWaiting(Refused):
    slug = "nobody-waiting"
    title = N_("Nobody is waiting for this counter.")


class RecalledEnough(Refused):
    slug = "recalled-enough"
    title = N_("Ticket %(code)s has been called %(times)s times. Please mark the visitor absent.")


class GoFirst(Refused):
    slug = "go-first"
    title = N_("Ticket %(code)s asks to be fetched. Please go to the visitor first.")


class LetPassOnce(Refused):
    slug = "let-pass-once"
    title = N_("You have let others pass already. This is possible once.")


class NobodyBehind(Refused):
    slug = "nobody-behind"
    title = N_("Nobody stands behind you who could go first. You keep your place.")


class CannotUndo(Refused):
    slug = "cannot-undo"
    title = N_("This can no longer be undone.")


class CounterTaken(Refused):
    slug = "counter-taken"
    title = N_("Somebody else is at counter %(number)s.")


class HoldsAnother(Refused):
    slug = "holds-another"
    title = N_("You are at counter %(number)s. Please close it first.")


class CounterClosed(Refused):
    slug = "counter-closed"
    title = N_("Counter %(number)s is closed; nobody would call the visitor there.")


class ServedElsewhere(Refused):
    slug = "served-elsewhere"
    title = N_("Ticket %(code)s is for “%(service)s”. Counters for it: %(counters)s. Only they can call it.")


class SentElsewhere(Refused):
    slug = "sent-elsewhere"
    title = N_("Ticket %(code)s was sent to counter %(number)s and is called there.")


class Waiting(Protocol):
    """What the rule must know of someone in line. ``directed``: transferred to this very counter."""

    @property
    def id(self) -> int: ...
    @property
    def service_id(self) -> int: ...
    @property
    def arrived_at(self) -> datetime: ...
    @property
    def weight(self) -> float: ...
    @property
    def directed(self) -> bool: ...


W = TypeVar("W", bound=Waiting)
Key = tuple[int, int, float, datetime, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A counter's view of the line: the rank of each service it serves, the bound, and the moment."""

    ranks: Mapping[int, int]
    bound: timedelta
    now: datetime

    def serves(self, visitor: Waiting) -> bool:
        return visitor.directed or visitor.service_id in self.ranks

    def key(self, visitor: Waiting) -> Key:
        """Smaller is earlier. Past the bound arrival alone decides; before it the counter's rank, then the claim."""
        if overdue(visitor, self.bound, self.now):
            return (0, 0, 0.0, visitor.arrived_at, visitor.id)
        return (1, self.rank(visitor), -claim(visitor, self.now), visitor.arrived_at, visitor.id)

    def rank(self, visitor: Waiting) -> int:
        """A visitor sent to this very counter counts as one of its first services."""
        best = min(self.ranks.values(), default=1)
        return best if visitor.directed else self.ranks[visitor.service_id]


def claim(visitor: Waiting, now: datetime) -> float:
    """Weighted seconds of waiting; never below 0, even if the clock was set back."""
    return visitor.weight * max(0.0, (now - visitor.arrived_at).total_seconds())


def overdue(visitor: Waiting, bound: timedelta, now: datetime) -> bool:
    return now - visitor.arrived_at >= bound


def choose_next(waiting: Iterable[W], line: Line) -> W:
    """Who is called next at a counter. ``waiting`` may be everyone or only the first of each service and class: within
    one service and class the order is arrival, so the choice is the same."""
    chosen = min((visitor for visitor in waiting if line.serves(visitor)), key=line.key, default=None)
    if chosen is None:
        raise NobodyWaiting
    return chosen


def order(waiting: Iterable[W], line: Line) -> list[W]:
    """Everyone this counter would call, in order, were nobody else to call or come."""
    return sorted((visitor for visitor in waiting if line.serves(visitor)), key=line.key)


def reason(chosen: Waiting, line: Line) -> str:
    """Why this one: ``bound`` (waited too long), ``claim``, or ``sent`` to this counter."""
    if overdue(chosen, line.bound, line.now):
        return "bound"
    return "sent" if chosen.directed else "claim"


def ahead(waiting: Iterable[W], sees: Callable[[W], Iterable[int]], lines: Mapping[int, Line]) -> dict[int, int]:
    """How many people stand before each ticket: {ticket id: people}. A person stands before you if some counter that
    may call you would call them first. ``sees(visitor)`` names the counters that may call a visitor."""
    everyone = list(waiting)
    bit = {visitor.id: 1 << index for index, visitor in enumerate(everyone)}
    before = dict.fromkeys(bit, 0)
    for counter, line in lines.items():
        mask = 0
        for visitor in sorted((v for v in everyone if counter in sees(v)), key=line.key):
            before[visitor.id] |= mask
            mask |= bit[visitor.id]
    return {ticket: mask.bit_count() for ticket, mask in before.items()}


def let_pass(visitor: W, line_of_service: Iterable[W], places: int, line: Line) -> tuple[datetime, list[W]]:
    """A visitor needs more time and lets up to ``places`` others of the same service go first: the arrival that puts
    them just behind the last of those at this moment, and those who pass. Never earlier than their own arrival, and
    their claim goes on growing from there, so that nobody loses more than they gave."""
    mine = line.key(visitor)
    passing = [other for other in order(line_of_service, line) if line.key(other) > mine][:places]
    if not passing:
        raise NobodyBehind
    last = passing[-1]
    if overdue(last, line.bound, line.now) or last.weight == visitor.weight:
        arrival = last.arrived_at + TICK
    else:
        arrival = line.now - timedelta(seconds=claim(last, line.now) / visitor.weight) + TICK
    return max(visitor.arrived_at, min(arrival, line.now)), passing


def check_let_pass(already: int) -> None:
    if already:
        raise LetPassOnce


def move(state: str, verb: str, code: str = "") -> str:
    """The state after a verb; ``CannotMove`` when the table has no such move."""
    try:
        return MOVES[state, verb]
    except KeyError:
        raise CannotMove(code=code, state=state) from None


def check_recall(recalls: int, maximum: int, code: str = "") -> None:
    if recalls >= maximum:
        raise RecalledEnough(code=code, times=recalls + 1)


def check_chosen(
    code: str, service: Name, *, mine: bool, sent_to: int | None, served: bool, counters: Sequence[int]
) -> None:
    """Whom a clerk may call by choice: a visitor of a service this counter serves, unless sent to another counter
    (``sent_to`` is its number); and always ``mine``, whom this counter was sent or missed. A service that no counter
    serves any more is anybody's, so that nobody waits in vain. ``counters`` are the numbers of those that serve it."""
    if mine:
        return
    if sent_to is not None:
        raise SentElsewhere(code=code, number=sent_to)
    if not served and counters:
        raise ServedElsewhere(code=code, service=service, counters=tuple(counters))


def check_break(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_BREAK:
        raise BadFields({"minutes": N_("Please give minutes from 1 to 240.")})


def check_outcome(outcome: str, served: int) -> None:
    wrong = {}
    if outcome not in OUTCOMES:
        wrong["outcome"] = N_("There is no such outcome.")
    if not 1 <= served <= MOST_SERVED:
        wrong["served"] = N_("Please give a number from 1 to 99.")
    if wrong:
        raise BadFields(wrong)


def check_gone(in_person: bool, fetched: bool, code: str = "") -> None:
    """Who can neither see nor hear the board has not been called until somebody went to them."""
    if in_person and not fetched:
        raise GoFirst(code=code)


def check_undo(verb: str, state: str, pressed_at: datetime, now: datetime, seconds: int) -> None:
    """A press can be taken back for ``seconds``, as long as its ticket (or its counter) has not moved on."""
    if UNDOABLE.get(verb) != state or now > pressed_at + timedelta(seconds=seconds):
        raise CannotUndo
