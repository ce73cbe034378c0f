"""The counter's page as plain values: queries.py fills them, templates/desk renders them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from deskq.core.errors import DomainError
from deskq.core.text.names import Name
from deskq.office.rules import Place
from deskq.queue.hall.queries import UnreadLine
from deskq.queue.notes.queries import Note
from deskq.queue.screens.shared import WaitingRow

CounterStatus = Literal["open", "break", "closed"]


@dataclass(frozen=True, slots=True)
class Present:
    """The visitor at the counter. ``since``: when this state began; ``waited``: total wait in seconds;
    ``services_before``: (service, outcome) of the services that ended in this visit; ``walked_in``: served without a
    ticket, after no wait."""

    id: int
    code: str
    state: Literal["called", "serving"]
    service: Name
    service_code: str
    priority: Name | None
    priority_icon: str
    waited: int
    since: datetime
    recalls: int
    recalls_left: int
    language: str
    in_person: bool = False
    fetched_at: datetime | None = None
    group_size: int = 1
    notes: list[Note] = field(default_factory=list)
    services_before: list[tuple[Name, str]] = field(default_factory=list)
    walked_in: bool = False

    @property
    def to_fetch(self) -> bool:
        """Whether somebody still has to go to them."""
        return self.state == "called" and self.in_person and self.fetched_at is None


@dataclass(frozen=True, slots=True)
class NextRow:
    id: int
    code: str
    service: Name
    priority: Name | None
    priority_icon: str
    waited: int
    in_person: bool = False


@dataclass(frozen=True, slots=True)
class HeldRow:
    id: int
    code: str
    service: Name
    since: datetime
    returns_at: datetime


@dataclass(frozen=True, slots=True)
class AbsentRow:
    id: int
    code: str
    service: Name
    since: datetime
    counter: int


@dataclass(frozen=True, slots=True)
class LastAction:
    """The last action at this counter; the template chooses its words by ``verb``. ``undo_until`` is set if it can be
    undone, at a closed counter only by ``left``, the clerk who has just closed it."""

    verb: str
    code: str | None
    at: datetime
    undo_until: datetime | None
    detail: Name | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class DaySummary:
    """Today at this counter: visits finished or transferred here; ``median_service`` in seconds. Ratings are shown only
    in complete groups of earlier days, so that no single visit can be identified; ``ratings_mean`` is None until there
    is a group."""

    served: int
    median_service: int | None
    ratings_count: int = 0
    ratings_mean: float | None = None
    ratings_needed: int = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A target of a transfer: a service by code, a counter by number, or a colleague by id at counter ``number``.
    ``open``: it is open now; ``served``: an open counter serves the service."""

    value: str
    name: Name
    waiting: int = 0
    open: bool = True
    served: bool = True
    number: int = 0


@dataclass(frozen=True, slots=True)
class CounterPanel:
    """``absent_lately``: visitors whom this counter marked absent in the last hour; ``absent_others``: the latest other
    absent visitors of the office; ``absent_more``: number of further ones. ``waiting`` has a row for each service of
    the clerk, and for each other service of a visitor transferred to this counter. ``lines``: lines from the hall page;
    ``help_since``: when the counter asked for help. ``own_services``: open services of the clerk at this counter, by
    rank."""

    version: int
    at: datetime
    id: int
    place: Place
    name: Name
    status: CounterStatus
    break_until: datetime | None
    clerk: Name | None
    revision: int
    present: Present | None
    waiting: list[WaitingRow]
    next_up: list[NextRow]
    held: list[HeldRow]
    absent_lately: list[AbsentRow]
    absent_others: list[AbsentRow]
    absent_more: int
    last: LastAction | None
    today: DaySummary
    services: list[Choice] = field(default_factory=list)
    counters: list[Choice] = field(default_factory=list)
    after_closing: bool = False
    help_since: datetime | None = None
    lines: list[UnreadLine] = field(default_factory=list)
    own_services: list[Choice] = field(default_factory=list)
    colleagues: list[Choice] = field(default_factory=list)

    @property
    def waiting_total(self) -> int:
        return sum(row.count for row in self.waiting)

    @property
    def absent_total(self) -> int:
        return len(self.absent_lately) + len(self.absent_others) + self.absent_more


@dataclass(frozen=True, slots=True)
class FoundTicket:
    """A ticket of today found by its number. ``counter``: number of the counter where it is, was, or was transferred
    to; ``mine``: that is this counter; ``refusal``: why this counter may not call it."""

    id: int
    code: str
    state: str
    service: Name
    priority: Name | None
    in_person: bool
    arrived_at: datetime
    since: datetime
    returns_at: datetime | None
    counter: int | None
    mine: bool
    refusal: DomainError | None


@dataclass(frozen=True, slots=True)
class TicketLookup:
    """The answer to a number typed at a counter. ``open``: the counter is neither on a break nor closed; ``free``: a
    visitor may be called or resumed there now."""

    place: Place
    revision: int
    at: datetime
    typed: str
    open: bool
    free: bool
    found: FoundTicket | None
