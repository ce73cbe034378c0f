"""Keeps the live tickets of each office in memory: for the number of people ahead on each new ticket, for its number,
and for what the lobby shows.

Counting them in the database costs more the more people wait. Here they are counted from journal entries. The cache is
the state at one journal entry, identified by sequence and hash, and follows each transaction of this process. When
another process has written, it reads the new entries; if that is not possible, all live tickets.
"""

import json
import logging
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, select

from deskq.core import event_types
from deskq.core.db.fixed import FixedStatement
from deskq.core.db.journal import Entry
from deskq.core.transactions import Transaction, before_commit
from deskq.office.models import Counter
from deskq.queue.events import CounterChanged, TicketIssued, TicketMoved
from deskq.queue.models import LIVE, Ticket
from deskq.queue.tickets_in_memory import FIELDS, HallNow, LiveTicket, LiveTickets, StaffedCounter, Unknown

log = logging.getLogger(__name__)
READ_ON = 500  #: at most so many entries of other processes; all live tickets are read instead of more
ALL_LIVE = select(Ticket.id, *(getattr(Ticket, field) for field in FIELDS)).where(
    Ticket.office_id == bindparam("office"), LIVE
)
STAFFED = FixedStatement(
    select(Counter.id, Counter.clerk_id, Counter.status, Counter.break_until).where(
        Counter.office_id == bindparam("office"), Counter.status != "closed"
    )
)
ENTRIES = (
    select(Entry.kind, Entry.ticket_id, Entry.body, Entry.hash)
    .where(Entry.office_id == bindparam("office"), Entry.sequence.between(bindparam("first"), bindparam("last")))
    .order_by(Entry.sequence)
)

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
    if not found.knows_staffed(tx.config_version):
        rows = STAFFED.all(tx.connection, {"office": tx.office_id})
        found.keep_staffed(tx.config_version, [StaffedCounter(*row) for row in rows])
    return found


def hall(engine: Engine, office_id: int, position: tuple[int, str]) -> HallNow | None:
    """The hall of an office at a ``position`` of its journal that is committed, if this process knows it for exactly
    this one. Changes that were not committed belong to no such position."""
    found = _kept.get(engine, {}).get(office_id)
    return found.hall(position) if found is not None else None


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
    with found.moving_to(tx.began_at):
        for kind, ticket_id, body, _ in rows[1:]:
            if ticket_id is not None and event_types.is_a(kind, TicketIssued, TicketMoved):
                found.change(ticket_id, json.loads(body)["changes"])
            elif event_types.is_a(kind, CounterChanged):
                facts = json.loads(body)
                found.change_counter(facts["counter"], facts["changes"])
    return True


@before_commit
def follow(tx: Transaction) -> None:
    """Keep up with this process. What is committed is not reported as failed because of a cache."""
    offices = _kept.get(tx.connection.engine, {})
    found = offices.get(tx.office_id)
    try:
        if found is not None and found.follow(tx):
            found.end(tx)
    except Exception as error:
        del offices[tx.office_id]
        if not isinstance(error, Unknown):
            log.exception("the live tickets are read again")
