"""Counts the people ahead of visitors and of newcomers."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, case, func
from sqlalchemy.orm import Session

from deskq.core.db.engine import UtcMicroseconds
from deskq.office.config_cache import OfficeConfig
from deskq.office.shares import Shares, shares
from deskq.queue import counter_queues
from deskq.queue.models import Ticket
from deskq.queue.queries import QueuedTicket, everyone_waiting, of_all_waiting
from deskq.queue.rules import priority as priority_rules
from deskq.queue.rules.priority import CounterQueue

BY_COUNTER = (Ticket.service_id, Ticket.counter_id)
OVERDUE = case((Ticket.arrived_at <= bindparam("limit", type_=UtcMicroseconds), 1), else_=0)
COUNTS = of_all_waiting(*BY_COUNTER, func.count(), func.sum(OVERDUE), by=BY_COUNTER)

Counted = tuple[int, int | None, int, int]  # service, counter of the transfer, people, overdue people


def ahead_of_newcomers(session: Session, config: OfficeConfig, now: datetime) -> dict[int, int]:
    """{id of an offered service: people ahead of a visitor who takes a ticket now}, over all ``counter_queues``. The
    ticket will show this number. One count serves all services."""
    counts = _counts(session, config, now)
    ranks = {counter: queue.ranks for counter, queue in counter_queues.of_all(session, config, now).items()}
    return {row.id: _before(counts, shares(ranks, row.id)) for row in config.offered}


def _counts(session: Session, config: OfficeConfig, now: datetime) -> list[Counted]:
    limit = now - config.office.max_wait
    values = {"office": config.office.id, "limit": limit}
    return [(*row,) for row in session.connection().execute(COUNTS, values)]


def _before(counts: list[Counted], among: Shares) -> int:
    before = 0
    for service, sent_to, people, overdue in counts:
        if sent_to in among.counters or (sent_to is None and service in among.before):
            before += people
        elif sent_to is None and service in among.behind:
            before += overdue
    return before


def count_ahead(
    waiting: Iterable[QueuedTicket], queues: Mapping[int, CounterQueue], away: Iterable[QueuedTicket] = ()
) -> dict[int, int]:
    """{ticket id: people ahead of it} over all counters. Visitors in ``away`` get a count as if they were here, but do
    not count as ahead of others."""
    absent = list(away)
    everyone = [*waiting, *absent]
    different = _different(queues, {visitor.counter_id for visitor in everyone if visitor.counter_id is not None})
    serving: dict[int, set[int]] = defaultdict(set)
    for counter, queue in different.items():
        for service in queue.ranks:
            serving[service].add(counter)

    def counters_of(visitor: QueuedTicket) -> set[int]:
        return {visitor.counter_id} if visitor.counter_id is not None else serving[visitor.service_id]

    return priority_rules.count_ahead(everyone, counters_of, different, {visitor.id for visitor in absent})


def _different(queues: Mapping[int, CounterQueue], sent_to: Container[int]) -> dict[int, CounterQueue]:
    """One counter of those that call the same people in the same order. Counters in ``sent_to``, to which visitors were
    transferred, each have their own."""
    found: dict[object, int] = {}
    for counter, queue in queues.items():
        own = counter if counter in sent_to else None
        found.setdefault((own, queue.max_wait, queue.now, *sorted(queue.ranks.items())), counter)
    return {counter: queues[counter] for counter in found.values()}


def people_ahead(session: Session, config: OfficeConfig, now: datetime) -> dict[int, int]:
    """{ticket id: people ahead of it} for everyone waiting."""
    return count_ahead(everyone_waiting(session, config), counter_queues.of_all(session, config, now))
