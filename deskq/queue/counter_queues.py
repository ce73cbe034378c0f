"""How each counter sees the queue: the services that it serves with its clerk, and the office's maximum wait."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskq.office.config_cache import OfficeConfig
from deskq.queue import staffed_counters
from deskq.queue.rules.priority import CounterQueue


def of_counter(config: OfficeConfig, counter_id: int, clerk_id: int | None, now: datetime) -> CounterQueue:
    """That of one counter while this clerk works there."""
    return CounterQueue(config.served(counter_id, clerk_id), config.office.max_wait, now)


def of_all(session: Session, config: OfficeConfig, now: datetime) -> dict[int, CounterQueue]:
    """{counter id: its view of the queue} of counters that are open or on a break. Closed counters are included only
    for services that no staffed counter serves now, so that nobody is shown as first while all clerks are at lunch."""
    found = {
        row.counter: of_counter(config, row.counter, row.clerk, now)
        for row in staffed_counters.staffed(session, config.office.id)
    }
    covered = {service for queue in found.values() for service in queue.ranks}
    for counter, served in config.ranks.items():
        rest = {service: rank for service, rank in served.items() if service not in covered}
        if counter not in found and rest:
            found[counter] = CounterQueue(rest, config.office.max_wait, now)
    return found
