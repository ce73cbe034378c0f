"""transaction(): write rows and journal entries in one commit, then publish the events.

Inside a transaction the office is locked: one writer at a time, so choosing, numbering and moving need no retries.
``tx.record(event)`` writes a journal row in the same commit. Subscribers of ``@after_commit`` run after the commit, one
by one; their errors are logged and reach nobody. ``@in_transaction`` subscribers write in the same commit.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from time import perf_counter
from typing import Any, Protocol, TypeVar

from sqlalchemy import URL, Connection
from sqlalchemy.orm import Session

from deskq.core import clock, journal_texts, measures, outage_log
from deskq.core.db import availability, group_commit, journal, writing
from deskq.core.db.fixed import FixedStatement
from deskq.core.errors import CommitUnconfirmed
from deskq.core.extensions import db

log = logging.getLogger(__name__)
E = TypeVar("E", bound=journal.Event)
OPEN = "deskq_transaction"
DISK = "the disk"  #: in the log

_after_commit: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)
_in_transaction: dict[type[Any], list[Callable[["Transaction", Any], None]]] = defaultdict(list)
_wakers: list["Wake"] = []
_before_commit: list[Callable[["Transaction"], None]] = []


class Wake(Protocol):
    """What is called after a commit. ``on_disk``: the sequence up to which the office's journal is surely on the disk;
    0 when the disk refused. ``rows``: the journal rows of the commit in order, {column: value} each; empty if some
    were not written by ``Transaction.record``."""

    def __call__(self, office_id: int, on_disk: int, rows: Sequence[Mapping[str, Any]]) -> None: ...


class Transaction:
    """A writing transaction of a locked office. ``at`` is the time of all its changes; ``action``, the sequence of its
    first event, groups the entries of one user action."""

    def __init__(self, head: journal.LockedHead, by: str, session: Session, connection: Connection) -> None:
        self.office_id = head.office_id
        self.by = by
        self.session = session
        self.at = head.at
        self.action = head.sequence + 1
        self.began_at, self.began_config_version = (head.sequence, head.hash), head.config_version
        self.recorded: list[Any] = []
        #: Of the event with which an ``@in_transaction`` subscriber is called; subscribers may record further events.
        self.sequence = head.sequence
        self._rows: list[Mapping[str, Any]] = []
        self.last: dict[Callable[[Transaction], None], None] = {}
        #: Rows that were read in this transaction and need not be read again. Code that changes one must empty it.
        self.rows_read: dict[Any, Any] = {}
        self._head = head
        self.connection = connection

    def record(self, event: journal.Event) -> int:
        """Journal the event; returns its sequence. ``InvalidInput`` for a personal number in what people typed."""
        event = journal_texts.checked(event)
        row = journal.append(self.connection, self._head, self.action, self.by, event)
        self._rows.append(row)
        self.recorded.append(event)
        for store in _in_transaction.get(type(event), ()):
            self.sequence = int(row["sequence"])
            store(self, event)
        return int(row["sequence"])

    def write_last(self, write: Callable[["Transaction"], None]) -> None:
        """Call it once before the commit, when all else is written, however many events ask for it."""
        self.last[write] = None

    @property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """The journal rows of this transaction; none if some were not written by ``record``."""
        return self._rows if len(self._rows) == self.version - self.began_at[0] else ()

    @property
    def head(self) -> journal.LockedHead:
        """The end of the journal, to which rows are appended."""
        return self._head

    def move_to(self, at: datetime) -> None:
        """Set the time of later events, to simulate the past in one transaction."""
        self.at = self._head.at = at
        self.action = self._head.sequence + 1

    def send(self, statement: FixedStatement, values: Mapping[str, Any]) -> None:
        """Execute a statement whose result nobody reads (see ``FixedStatement.send``)."""
        statement.send(self.connection, values)

    @property
    def version(self) -> int:
        """The last sequence of the journal so far."""
        return self._head.sequence

    @property
    def position(self) -> tuple[int, str]:
        """The last sequence of the journal so far and its hash; ``began_at`` is that before the transaction."""
        return self._head.sequence, self._head.hash

    @property
    def config_version(self) -> int:
        """The version of the office's configuration (see ``office.config_cache``)."""
        return self._head.config_version

    def config_changed(self) -> None:
        """The office's configuration was edited: caches read it again after the commit."""
        self._head.config_version += 1


@contextmanager
def transaction(office_id: int, by: str) -> Iterator[Transaction]:
    """Lock the office, commit at the end, then publish the events. Joins a transaction of the office that is open.
    ``Busy`` when the office cannot be locked within ten seconds."""
    session: Session = db.session()
    joined = current(session)
    if joined is not None:
        if joined.office_id != office_id:
            raise RuntimeError("a transaction locks one office only")
        yield joined
        return
    began = perf_counter()
    with writing.in_office(session, office_id) as (connection, head):
        measures.DATABASE_WAIT.observe(perf_counter() - began)
        tx = Transaction(head, by, session, connection)
        with _inside(tx):
            yield tx
        for keep_up in _before_commit:
            keep_up(tx)
    _make_durable(db.engine.url, tx)
    measures.COMMIT.observe(perf_counter() - began)
    _publish(tx)


@contextmanager
def first_transaction(by: str, create: Callable[[Session, Connection], int]) -> Iterator[Transaction]:
    """As ``transaction``, for a new office, which ``create`` adds in the same commit; it returns its id."""
    session: Session = db.session()
    with writing.writing(session) as connection:
        office_id = create(session, connection)
        head = journal.LockedHead(office_id, 0, journal.START, clock.now(), 0)
        session.add(journal.Head(office_id=office_id, sequence=0, hash=head.hash, at=head.at))
        session.flush()
        tx = Transaction(head, by, session, connection)
        with _inside(tx):
            yield tx
        journal.save_head(connection, head)
    _make_durable(db.engine.url, tx)
    _publish(tx)


@contextmanager
def _inside(tx: Transaction) -> Iterator[None]:
    """``current`` until the end, when what comes last is written and everything is flushed."""
    tx.session.info[OPEN] = tx
    try:
        yield
        for write in tx.last:
            write(tx)
        tx.session.flush()
    finally:
        del tx.session.info[OPEN]


def connection_of(session: Session) -> Connection:
    """The session's connection. Inside a transaction it is at hand; a session takes a while to find it."""
    tx = current(session)
    return tx.connection if tx is not None else session.connection()


def current(session: Session) -> Transaction | None:
    """The ``transaction`` that the session is inside of."""
    found: Transaction | None = session.info.get(OPEN)
    return found


def _make_durable(database: URL, tx: Transaction) -> None:
    """Wait for the disk. A commit cannot be undone, so a disk error here is reported as ``CommitUnconfirmed``."""
    try:
        group_commit.wait(database)
        outage_log.works(DISK)
    except OSError as error:
        kinds = [event.kind for event in tx.recorded]
        outage_log.failed(DISK, f"refused what was committed ({error}): {kinds}", logging.CRITICAL)
        _wake_followers(tx, on_disk=0)
        raise CommitUnconfirmed from error


def _wake_followers(tx: Transaction, on_disk: int) -> None:
    for wake in _wakers:
        wake(tx.office_id, on_disk, tx.rows)


def _publish(tx: Transaction) -> None:
    if not tx.recorded:
        return
    for event in tx.recorded:
        for listener in _after_commit[type(event)]:
            try:
                listener(event)
            except Exception as error:
                if availability.is_outage(error):
                    availability.failed(error)
                else:
                    log.exception("a listener failed on %s", event.kind)
    _wake_followers(tx, on_disk=tx.version)


def after_commit(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorator: ``@after_commit(TicketFinished)`` calls the function after each commit that recorded such an event."""

    def register(listener: Callable[[E], None]) -> Callable[[E], None]:
        _after_commit[kind].append(listener)
        return listener

    return register


def in_transaction(kind: type[E]) -> Callable[[Callable[[Transaction, E], None]], Callable[[Transaction, E], None]]:
    """Decorator: ``@in_transaction(TicketIssued)`` writes more rows in the same commit. It runs while the office is
    locked, and its failure makes the whole action fail: use it only to write a row."""

    def register(store: Callable[[Transaction, E], None]) -> Callable[[Transaction, E], None]:
        _in_transaction[kind].append(store)
        return store

    return register


def wake_after_commit(wake: Wake) -> None:
    """Call ``wake`` after every commit that recorded an event, when the listeners were called. It must not fail; it may
    let others work first, but must not wait."""
    if wake not in _wakers:
        _wakers.append(wake)


def before_commit(keep_up: Callable[[Transaction], None]) -> Callable[[Transaction], None]:
    """Decorator: call the function with each transaction when all its events are recorded and its office is still
    locked in this process. It serves to update values in memory. The commit may fail, so such values belong to a
    ``position``. The function must not fail, wait or query the database."""
    _before_commit.append(keep_up)
    return keep_up
