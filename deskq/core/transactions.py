"""transaction(): write rows and journal entries in one commit, then publish the events.

Inside a transaction the office is locked: one writer at a time, so choosing, numbering and moving need no retries.
``tx.record(event)`` writes a journal row in the same commit. Subscribers of ``@after_commit`` run after the commit, one
by one; their errors are logged and never reach the person who pressed the button. ``@in_transaction`` subscribers write
in the same commit: use them for what must not be lost between the two.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import URL
from sqlalchemy.orm import Session

from deskq.core import clock, journal_texts
from deskq.core.db import group_commit, journal
from deskq.core.db.engine import WRITES, write_lock
from deskq.core.errors import CommitUnconfirmed, NotFound
from deskq.core.extensions import db

log = logging.getLogger(__name__)
E = TypeVar("E", bound=journal.Event)
OPEN = "deskq_transaction"

_listeners: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)
_stores: dict[type[Any], list[Callable[["Transaction", Any], None]]] = defaultdict(list)
_wakers: list[Callable[[int], None]] = []


class Transaction:
    """A writing transaction of a locked office. ``at`` is the time of all its changes; ``action``, the sequence of its
    first event, groups the entries of one user action."""

    def __init__(self, head: journal.JournalHead, by: str, session: Session) -> None:
        self.office_id = head.office_id
        self.by = by
        self.session = session
        self.at = head.at
        self.action = head.sequence + 1
        self.recorded: list[Any] = []
        self._head = head
        self.connection = session.connection()

    def record(self, event: journal.Event) -> int:
        """Journal the event; returns its sequence. ``InvalidInput`` for a personal number in what people typed."""
        event = journal_texts.checked(event)
        sequence = journal.append(self.connection, self._head, self.action, self.by, event)
        self.recorded.append(event)
        for store in _stores.get(type(event), ()):
            store(self, event)
        return sequence

    @property
    def version(self) -> int:
        """The last sequence of the journal so far."""
        return self._head.sequence

    @property
    def config_version(self) -> int:
        """Of the office's configuration (see ``office.config_cache``)."""
        return self._head.config_version

    def config_changed(self) -> None:
        """The office's configuration was edited: caches read it again after the commit."""
        self._head.config_version += 1

    def close(self) -> None:
        """Store everything that is still pending, and the new end of the journal."""
        self.session.flush()
        journal.save_head(self.connection, self._head)


@contextmanager
def transaction(office_id: int, by: str) -> Iterator[Transaction]:
    """Lock the office, commit at the end, then publish the events. Joins a transaction of the office that is open."""
    session: Session = db.session()
    joined: Transaction | None = session.info.get(OPEN)
    if joined is not None:
        if joined.office_id != office_id:
            raise RuntimeError("a transaction locks one office only")
        yield joined
        return
    bind = db.engine
    sqlite = bind.dialect.name == "sqlite"
    with write_lock if sqlite else nullcontext():
        tx = _begin_locked(session, office_id, by)
        session.info[OPEN] = tx
        try:
            yield tx
            tx.close()
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            del session.info[OPEN]
    _make_durable(bind.url, tx)
    _publish(tx)


def _begin_locked(session: Session, office_id: int, by: str) -> Transaction:
    session.commit()  # ends the reading transaction, so that nothing read before the lock is used
    session.expire_all()
    connection = session.connection(execution_options={WRITES: True})
    found = journal.lock_head(connection, office_id)
    if found is None:
        session.rollback()
        raise NotFound
    sequence, last_hash, last_at, config_version = found
    return Transaction(
        journal.JournalHead(office_id, sequence, last_hash, clock.steady(last_at), config_version), by, session
    )


def _make_durable(database: URL, tx: Transaction) -> None:
    """Wait for the disk. A commit cannot be undone, so a disk error here is reported as ``CommitUnconfirmed``."""
    try:
        group_commit.wait(database)
    except OSError as error:
        log.critical("the disk refused what was committed (%s): %s", error, [event.kind for event in tx.recorded])
        _wake_followers(tx)
        raise CommitUnconfirmed from error


def _wake_followers(tx: Transaction) -> None:
    for wake in _wakers:
        wake(tx.office_id)


def _publish(tx: Transaction) -> None:
    if not tx.recorded:
        return
    _wake_followers(tx)
    for event in tx.recorded:
        for listener in _listeners[type(event)]:
            try:
                listener(event)
            except Exception:
                log.exception("a listener failed on %s", event.kind)


def after_commit(kind: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Decorator: ``@after_commit(TicketFinished)`` calls the function after each commit that recorded such an event."""

    def register(listener: Callable[[E], None]) -> Callable[[E], None]:
        _listeners[kind].append(listener)
        return listener

    return register


def in_transaction(kind: type[E]) -> Callable[[Callable[[Transaction, E], None]], Callable[[Transaction, E], None]]:
    """Decorator: ``@in_transaction(TicketIssued)`` writes more rows in the same commit. It runs while the office is
    locked, and its failure makes the whole action fail: use it only to write a row."""

    def register(store: Callable[[Transaction, E], None]) -> Callable[[Transaction, E], None]:
        _stores[kind].append(store)
        return store

    return register


def subscribers_after_commit(kind: type[Any]) -> list[Callable[[Any], None]]:
    return list(_listeners.get(kind, ()))


def subscribers_in_transaction(kind: type[Any]) -> list[Callable[["Transaction", Any], None]]:
    return list(_stores.get(kind, ()))


def wake_after_commit(wake: Callable[[int], None]) -> None:
    """Call ``wake(office_id)`` after every commit that recorded an event; it must neither fail nor wait."""
    if wake not in _wakers:
        _wakers.append(wake)
