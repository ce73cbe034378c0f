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

MAX_AGE = timedelta(seconds=5)  # who is overdue changes without any event


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """``people_ahead``: {id of a waiting ticket: people ahead of it}; ``staffed``: ids of counters with a clerk."""

    version: int
    at: datetime
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
    return QueueSnapshot(
        version, now, queries.people_ahead(session, config, now), frozenset(counter for counter, _clerk in staffed)
    )
