"""The live tickets of an office in memory, for the number of people ahead on each new ticket, and its next number. With
them the counters that are open or on a break, until one of them changes.

Counting them in the database costs more the more people wait. Here they are counted from journal entries. The cache is
the state at one journal entry, identified by sequence and hash, and follows each transaction of this process. When
another process has written, it reads the new entries; if that is not possible, all live tickets.
"""

import json
import logging
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, select

from deskq.core import event_types
from deskq.core.db.fixed import FixedStatement
from deskq.core.db.journal import Entry
from deskq.core.transactions import Transaction, before_commit
from deskq.office.shares import Shares
from deskq.queue.events import Changes, CounterChanged, TicketIssued, TicketMoved
from deskq.queue.models import LIVE, LastNumber, Ticket
from deskq.queue.rules import transitions

log = logging.getLogger(__name__)
READ_ON = 500  #: at most so many entries of other processes; all live tickets are read instead of more
FIELDS = ("state", "service_id", "counter_id", "arrived_at")
ALL_LIVE = select(Ticket.id, *(getattr(Ticket, field) for field in FIELDS)).where(
    Ticket.office_id == bindparam("office"), LIVE
)
ENTRIES = (
    select(Entry.kind, Entry.ticket_id, Entry.body, Entry.hash)
    .where(Entry.office_id == bindparam("office"), Entry.sequence.between(bindparam("first"), bindparam("last")))
    .order_by(Entry.sequence)
)


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
    state: str
    service_id: int
    counter_id: int | None
    arrived_at: datetime


class Unknown(Exception):
    """A ticket came back that had ended."""


class LiveTickets:
    """Those of one office as of ``position``, the sequence and hash of a journal entry."""

    def __init__(self, tx: Transaction, tickets: Iterable[tuple[int, LiveTicket]]) -> None:
        self.position = tx.position
        self._tickets: dict[int, LiveTicket] = {}
        self._arrivals: dict[int, list[datetime]] = defaultdict(list)  # {service: of those for any of its counters}
        self._directed: Counter[int] = Counter()  # {counter: people transferred to it}
        self.on_hold_nowhere = 0  #: on hold at no counter: promised hours, and tickets from outside
        self._last_numbers: dict[tuple[int, str], int] = {}  # {(Jalali day, series): number}
        #: (version of the configuration, counters); None after a counter has changed
        self._staffed: tuple[int, list[StaffedCounter]] | None = None
        self._followed: Transaction | None = tx
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

    def staffed(self, tx: Transaction, read: Callable[[], list[StaffedCounter]]) -> list[StaffedCounter]:
        """The counters that are open or on a break. ``read`` takes them from the database."""
        if self._staffed is None or self._staffed[0] != tx.config_version:
            self._staffed = tx.config_version, read()
        return self._staffed[1]

    def follow(self, tx: Transaction) -> bool:
        """Apply what a transaction has recorded so far; False if the tickets are not those from before it."""
        if self._followed is not tx and self.position != tx.began_at:
            return False
        for event in tx.recorded[self.position[0] - tx.began_at[0] :]:
            if isinstance(event, TicketIssued | TicketMoved):
                self.change(event.ticket, event.changes)
            elif isinstance(event, CounterChanged):
                self.counter_changed()
        self.position, self._followed = tx.position, tx
        return True

    def release(self) -> None:
        """The transaction has ended."""
        self._followed = None

    def counter_changed(self) -> None:
        self._staffed = None

    def change(self, ticket_id: int, changes: Changes) -> None:
        """Apply the changes of an event."""
        new = {field: changes[field][1] for field in FIELDS if field in changes}
        if "arrived_at" in new:
            new["arrived_at"] = datetime.fromisoformat(new["arrived_at"])
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
        if ticket.state == "waiting":
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
        self._count_hold(ticket, -1)
        if ticket.state == "waiting":
            if ticket.counter_id is None:
                arrivals = self._arrivals[ticket.service_id]
                del arrivals[bisect_left(arrivals, ticket.arrived_at)]
            else:
                self._directed[ticket.counter_id] -= 1


def _new_ticket(values: dict[str, Any]) -> LiveTicket:
    try:
        return LiveTicket(**{"counter_id": None, **values})
    except TypeError:
        raise Unknown from None


_kept: WeakKeyDictionary[Engine, dict[int, LiveTickets]] = WeakKeyDictionary()


def forget(engine: Engine) -> None:
    """For a database whose content was replaced."""
    _kept.pop(engine, None)


def of(tx: Transaction) -> LiveTickets:
    """The live tickets of the transaction's office, with what it has recorded so far."""
    offices = _kept.setdefault(tx.connection.engine, {})
    found = offices.get(tx.office_id)
    if found is None or not _is_brought_up_to(found, tx):
        offices[tx.office_id] = found = _read(tx)
    return found


def _is_brought_up_to(found: LiveTickets, tx: Transaction) -> bool:
    try:
        return found.follow(tx) or (_read_on(found, tx) and found.follow(tx))
    except Unknown:
        return False


def _read(tx: Transaction) -> LiveTickets:
    rows = tx.connection.execute(ALL_LIVE, {"office": tx.office_id})
    return LiveTickets(tx, ((ticket_id, LiveTicket(*values)) for ticket_id, *values in rows))


def _read_on(found: LiveTickets, tx: Transaction) -> bool:
    """Apply what other processes have recorded; False if that is too much, or the tickets belong to an entry that is
    not in this journal: it was rolled back, or the database was replaced."""
    first, last = found.position[0], tx.began_at[0]
    if not 0 < last - first <= READ_ON:
        return False
    rows = tx.connection.execute(ENTRIES, {"office": tx.office_id, "first": first, "last": last}).all()
    if len(rows) != last - first + 1 or rows[0].hash != found.position[1]:
        return False
    for kind, ticket_id, body, _ in rows[1:]:
        if ticket_id is not None and event_types.is_a(kind, TicketIssued, TicketMoved):
            found.change(ticket_id, json.loads(body)["changes"])
        elif event_types.is_a(kind, CounterChanged):
            found.counter_changed()
    found.position = tx.began_at
    return True


@before_commit
def follow(tx: Transaction) -> None:
    """Keep up with this process. What is committed is not reported as failed because of a cache."""
    offices = _kept.get(tx.connection.engine, {})
    found = offices.get(tx.office_id)
    try:
        if found is not None and found.follow(tx):
            found.release()
    except Exception as error:
        del offices[tx.office_id]
        if not isinstance(error, Unknown):
            log.exception("the live tickets are read again")
