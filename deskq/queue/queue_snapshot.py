"""The queue of an office as many screens show it.

In a full hall three hundred phones ask for the people ahead of them after every call; counting them takes milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office.config_cache import OfficeConfig
from deskq.queue import ahead_counts, counter_queues, queries, staffed_counters
from deskq.queue.queries import QueuedTicket
from deskq.queue.rules import priority
from deskq.queue.version_cache import VersionCache


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """``waiting``: all waiting tickets, unordered; ``away``: tickets from outside whose visitors are not here yet;
    ``people_ahead``: {ticket id: people ahead of it}, for tickets in ``away`` as if their visitors were here;
    ``staffed``: {id of a counter that is open or on a break: its services}; ``on_break``: ids of counters on a break;
    ``served``: services of the staffed counters; ``last``: ids of waiting tickets that have nobody of their own line
    (``queries.line_of``) behind them."""

    waiting: tuple[QueuedTicket, ...]
    away: tuple[QueuedTicket, ...]
    people_ahead: dict[int, int]
    staffed: Mapping[int, frozenset[int]]
    on_break: frozenset[int]
    served: frozenset[int]
    last: frozenset[int]

    @property
    def served_now(self) -> frozenset[int]:
        """Services that an open counter serves. A service whose counters are all on a break is not included."""
        return frozenset[int]().union(
            *(served for counter, served in self.staffed.items() if counter not in self.on_break)
        )


def _read(session: Session, config: OfficeConfig) -> QueueSnapshot:
    now = clock.now()
    away = queries.everyone_away(session, config)
    staffed = staffed_counters.staffed(session, config.office.id)
    waiting = queries.everyone_waiting(session, config)
    return QueueSnapshot(
        waiting=tuple(waiting),
        away=tuple(away),
        people_ahead=ahead_counts.count_ahead(waiting, counter_queues.of_all(session, config, now), away),
        staffed={row.counter: frozenset(config.served(row.counter, row.clerk)) for row in staffed},
        on_break=frozenset(row.counter for row in staffed if row.status == "break"),
        served=staffed_counters.served_by(staffed, config),
        last=priority.last_of_lines(waiting, queries.line_of, config.office.max_wait, now),
    )


SNAPSHOT = VersionCache(_read)
at = SNAPSHOT.at
