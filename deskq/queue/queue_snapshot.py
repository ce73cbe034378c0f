"""The queue of an office as many screens show it.

In a full hall three hundred phones ask for the people ahead of them after every call; counting them takes milliseconds.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office.config_cache import OfficeConfig
from deskq.queue import queries
from deskq.queue.queries import Head
from deskq.queue.version_cache import VersionCache


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """``waiting``: everyone waiting, in no order; ``people_ahead``: {ticket id: people ahead of it};
    ``staffed``: ids of the counters that are open or on a break."""

    waiting: tuple[Head, ...]
    people_ahead: dict[int, int]
    staffed: frozenset[int]


def _read(session: Session, config: OfficeConfig) -> QueueSnapshot:
    staffed = session.connection().execute(queries.STAFFED, {"office": config.office.id})
    waiting = queries.everyone_waiting(session, config)
    ahead = queries.count_ahead(waiting, queries.counter_queues(session, config, clock.now()))
    return QueueSnapshot(tuple(waiting), ahead, frozenset(counter for counter, _clerk in staffed))


SNAPSHOT = VersionCache(_read)
at = SNAPSHOT.at
