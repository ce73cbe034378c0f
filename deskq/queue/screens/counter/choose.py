"""The counters that a clerk can choose, each with the number of people it could call now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text.names import Name
from deskq.office import queries as office_queries
from deskq.office.rules import Place
from deskq.queue import counter_queues, queue_snapshot
from deskq.queue.rules import priority
from deskq.queue.screens.shared import version_and_config
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class CounterCard:
    """``clerk``: clerk at the counter, or None; ``left_at``: since when that clerk's browser has been away, or None."""

    place: Place
    name: Name
    status: str
    clerk: Name | None
    mine: bool
    waiting: int
    left_at: datetime | None = None

    @property
    def taken(self) -> bool:
        return self.clerk is not None and not self.mine


def counter_cards(
    session: Session, office_id: int, person_id: int | None, abandoned: Mapping[int, datetime]
) -> list[CounterCard]:
    """``abandoned``: {counter id: since when}."""
    version, config = version_and_config(session, office_id)
    everyone = queue_snapshot.at(session, config, version).waiting
    names = staff_queries.names(session, office_id)
    cards = []
    for counter in office_queries.counters(session, office_id):
        mine = counter.clerk_id is not None and counter.clerk_id == person_id
        queue = counter_queues.of_counter(config, counter.id, counter.clerk_id or person_id, clock.now())
        waiting = len(priority.callable_at(counter.id, queue, everyone))
        clerk = names.get(counter.clerk_id or 0)
        left_at = abandoned.get(counter.id) if clerk and not mine else None
        cards.append(CounterCard(counter.place, counter.name, counter.status, clerk, mine, waiting, left_at))
    return cards
