"""The live tickets of an office in memory, with what is derived from them: people ahead, people waiting, who is at a
counter. ``live_tickets.py`` keeps them up to date."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from deskq.core.db.fixed import FixedStatement
from deskq.core.transactions import Transaction
from deskq.office.shares import Shares
from deskq.queue.events import Changes, CounterChanged, TicketIssued, TicketMoved
from deskq.queue.models import LastNumber
from deskq.queue.rules import transitions

#: Columns of a ticket that are kept, in the order of ``LiveTicket``.
FIELDS = ("state", "service_id", "counter_id", "arrived_at", "since", "code", "call", "recalls")
COUNTER_FIELDS = ("clerk_id", "status", "break_until")
MOMENTS = ("arrived_at", "since", "break_until")
NOWHERE = (-1, "")  #: a position that no journal has
LAST_NUMBER = FixedStatement(
    select(LastNumber.number).where(
        LastNumber.office_id == bindparam("office"),
        LastNumber.day == bindparam("day"),
        LastNumber.series == bindparam("series"),
    )
)


class StaffedCounter(NamedTuple):
    """A counter that is open or on a break. ``status``: open or break; ``break_until``: when its clerk is expected
    back."""

    counter: int
    clerk: int | None
    status: str
    break_until: datetime | None = None


class LiveTicket(NamedTuple):
    """``since``: when its state began; ``call``: journal sequence of its latest call; ``recalls``: how often that
    call was repeated."""

    state: str
    service_id: int
    counter_id: int | None
    arrived_at: datetime
    since: datetime
    code: str
    call: int | None
    recalls: int


class HallNow(NamedTuple):
    """What the lobby shows of the queue at a position of the journal: ``sequence`` and the version of the configuration
    that belonged to it; ``calls``, the tickets that are called or being served, the newest call first;
    ``waiting``, {service id: people}, without services for which nobody waits; the counters that are open or on a
    break."""

    sequence: int
    config_version: int
    calls: list[LiveTicket]
    waiting: Mapping[int, int]
    staffed: list[StaffedCounter]


class Unknown(Exception):
    """A ticket came back that had ended."""


class LiveTickets:
    """Those of one office as of ``position``, the sequence and hash of a journal entry."""

    def __init__(self, tx: Transaction, tickets: Iterable[tuple[int, LiveTicket]]) -> None:
        self.position = tx.position
        self._config_version: int | None = None  # at the position; None if not known
        self._tickets: dict[int, LiveTicket] = {}
        self._arrivals: dict[int, list[datetime]] = defaultdict(list)  # {service: of those for any of its counters}
        self._directed: Counter[int] = Counter()  # {counter: people transferred to it}
        self._waiting: Counter[int] = Counter()  # {service: people, also those who were transferred to a counter}
        self._at_counters: dict[int, LiveTicket] = {}
        self.on_hold_nowhere = 0  #: on hold at no counter: promised hours, and tickets from outside
        self._last_numbers: dict[tuple[int, str], int] = {}  # {(Jalali day, series): number}
        self._staffed: dict[int, StaffedCounter] = {}
        self._staffed_since: int | None = None  # the version of the configuration for which they are known
        self._followed: Transaction | None = tx
        self._guard = Lock()  # against threads that read ``hall`` while another one follows
        for ticket_id, ticket in tickets:
            self._put(ticket_id, ticket)

    def ahead_of_newcomer(self, among: Shares, overdue_since: datetime) -> int:
        """People ahead of someone who arrives now for a service: ``priority.count_ahead`` for a score of 0.
        ``overdue_since``: who arrived then or before has reached the maximum wait."""
        before = sum(len(self._arrivals[service]) for service in among.before)
        directed = sum(people for counter, people in self._directed.items() if counter in among.counters)
        overdue = sum(bisect_right(self._arrivals[service], overdue_since) for service in among.behind)
        return before + directed + overdue

    def last_number(self, tx: Transaction, day: int, series: str) -> int:
        """The last number issued in a series on a Jalali day; 0 before the first."""
        known = self._last_numbers.get((day, series))
        if known is None:
            known = LAST_NUMBER.scalar(tx.connection, {"office": tx.office_id, "day": day, "series": series}) or 0
            self._last_numbers = {key: number for key, number in self._last_numbers.items() if key[0] >= day - 1}
            self._last_numbers[day, series] = known
        return known

    def knows_staffed(self, config_version: int) -> bool:
        """Whether ``staffed`` is known for this version of the configuration, whose edits may remove counters."""
        return self._staffed_since == config_version

    def keep_staffed(self, config_version: int, counters: Iterable[StaffedCounter]) -> None:
        """All that are open or on a break at the present position."""
        with self._guard:
            self._staffed = {row.counter: row for row in counters}
            self._staffed_since = config_version

    @property
    def staffed(self) -> list[StaffedCounter]:
        """The counters that are open or on a break."""
        return list(self._staffed.values())

    def hall(self, position: tuple[int, str]) -> HallNow | None:
        """The hall at this ``position`` of the journal; None if it is not known for it."""
        with self._guard:
            config_version = self._config_version
            if self.position != position or config_version is None or not self.knows_staffed(config_version):
                return None
            calls = sorted(self._at_counters.values(), key=_call, reverse=True)
            waiting = {service: people for service, people in self._waiting.items() if people}
            return HallNow(position[0], config_version, calls, waiting, self.staffed)

    def follow(self, tx: Transaction) -> bool:
        """Apply what a transaction has recorded so far; False if the tickets are not those from before it, or some of
        its journal rows were not written by ``Transaction.record``."""
        if self._followed is not tx and self.position != tx.began_at:
            return False
        if len(tx.recorded) != tx.version - tx.began_at[0]:
            return False
        recorded = tx.recorded[self.position[0] - tx.began_at[0] :]
        with self.moving_to(tx.position):
            for event in recorded:
                if isinstance(event, TicketIssued | TicketMoved):
                    self.change(event.ticket, event.changes)
                elif isinstance(event, CounterChanged):
                    self.change_counter(event.counter, event.changes)
        self._followed = tx
        return True

    @contextmanager
    def moving_to(self, position: tuple[int, str]) -> Iterator[None]:
        """Changes are made inside the block. After an error in it the tickets belong to no position."""
        with self._guard:
            before, known = self.position, self._config_version
            self.position, self._config_version, self._followed = NOWHERE, None, None
            yield
            self.position = position
            if position == before:
                self._config_version = known

    def end(self, tx: Transaction) -> None:
        """The transaction, which was followed, is about to be committed. If it changed the configuration and has
        recorded nothing, it could still be rolled back, and the position remain with the earlier configuration."""
        is_certain = tx.position != tx.began_at or tx.config_version == tx.began_config_version
        with self._guard:
            self._followed = None
            self._config_version = tx.config_version if is_certain else None

    def change_counter(self, counter_id: int, changes: Changes) -> None:
        """Apply the changes of an event."""
        known = self._staffed.pop(counter_id, None) or StaffedCounter(counter_id, None, "closed")
        new = _new_values(changes, COUNTER_FIELDS)
        if "clerk_id" in new:
            new["clerk"] = new.pop("clerk_id")
        changed = known._replace(**new)
        if changed.status != "closed":
            self._staffed[counter_id] = changed

    def change(self, ticket_id: int, changes: Changes) -> None:
        """Apply the changes of an event."""
        new = _new_values(changes, FIELDS)
        if "number" in changes and "series" in changes:  # a new ticket; a kept one takes a number of the new day
            series = changes["day"][1], changes["series"][1]
            if series in self._last_numbers:
                self._last_numbers[series] = changes["number"][1]
        known = self._tickets.get(ticket_id)
        if new and known is not None:
            self._take(ticket_id, known)
            self._put(ticket_id, known._replace(**new))
        elif new:
            self._put(ticket_id, _new_ticket(new))

    def _put(self, ticket_id: int, ticket: LiveTicket) -> None:
        if ticket.state in transitions.LIVE:
            self._tickets[ticket_id] = ticket
        if ticket.state in transitions.AT_COUNTER:
            self._at_counters[ticket_id] = ticket
        if ticket.state == "waiting":
            self._waiting[ticket.service_id] += 1
            if ticket.counter_id is None:
                insort(self._arrivals[ticket.service_id], ticket.arrived_at)
            else:
                self._directed[ticket.counter_id] += 1
        self._count_hold(ticket, 1)

    def _count_hold(self, ticket: LiveTicket, by: int) -> None:
        if ticket.state == "held" and ticket.counter_id is None:
            self.on_hold_nowhere += by

    def _take(self, ticket_id: int, ticket: LiveTicket) -> None:
        del self._tickets[ticket_id]
        self._at_counters.pop(ticket_id, None)
        self._count_hold(ticket, -1)
        if ticket.state == "waiting":
            self._waiting[ticket.service_id] -= 1
            if ticket.counter_id is None:
                arrivals = self._arrivals[ticket.service_id]
                del arrivals[bisect_left(arrivals, ticket.arrived_at)]
            else:
                self._directed[ticket.counter_id] -= 1


def _new_values(changes: Changes, fields: Iterable[str]) -> dict[str, Any]:
    """{column: new value} of those of ``fields`` that were changed."""
    new = {field: changes[field][1] for field in fields if field in changes}
    for moment in MOMENTS:
        if new.get(moment) is not None:
            new[moment] = datetime.fromisoformat(new[moment])
    return new


def _new_ticket(values: dict[str, Any]) -> LiveTicket:
    try:
        return LiveTicket(**{"counter_id": None, "call": None, **values})
    except TypeError:
        raise Unknown from None


def _call(ticket: LiveTicket) -> int:
    return ticket.call or 0
