"""The queue of an office as many screens show it, read once for each version of the journal.

In a full hall three hundred phones ask for the people ahead of them after every call; counting them takes milliseconds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from deskq.core import clock, transactions
from deskq.office.config_cache import OfficeConfig
from deskq.queue import queries
from deskq.queue.queries import Head

MAX_AGE = timedelta(seconds=5)  # who is overdue changes without any event


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """``waiting``: everyone waiting, in no order; ``people_ahead``: {ticket id: people ahead of it};
    ``staffed``: ids of the counters that are open or on a break."""

    version: int
    at: datetime
    waiting: tuple[Head, ...]
    people_ahead: dict[int, int]
    staffed: frozenset[int]


_latest: WeakKeyDictionary[Engine, dict[int, QueueSnapshot]] = WeakKeyDictionary()


def forget(engine: Engine) -> None:
    """For a database whose content was replaced."""
    _latest.pop(engine, None)


def at(session: Session, config: OfficeConfig, version: int) -> QueueSnapshot:
    """The queue at this ``version``, which the session has read before anything else. Inside a writing transaction,
    which may have changed rows already, it is read anew and not kept."""
    if transactions.is_open(session):
        return _read(session, config, version)
    kept = _latest.setdefault(session.connection().engine, {})
    found = kept.get(config.office.id)
    if found is None or found.version != version or clock.has_passed(MAX_AGE, found.at):
        found = kept[config.office.id] = _read(session, config, version)
    return found


def _read(session: Session, config: OfficeConfig, version: int) -> QueueSnapshot:
    now = clock.now()
    staffed = session.connection().execute(queries.STAFFED, {"office": config.office.id})
    waiting = queries.everyone_waiting(session, config)
    ahead = queries.count_ahead(waiting, queries.counter_queues(session, config, now))
    return QueueSnapshot(version, now, tuple(waiting), ahead, frozenset(counter for counter, _clerk in staffed))
