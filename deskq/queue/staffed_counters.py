"""The counters that are open or on a break, and the services they serve."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core import transactions
from deskq.core.db.fixed import Row
from deskq.office.config_cache import OfficeConfig
from deskq.queue import live_tickets
from deskq.queue.tickets_in_memory import StaffedCounter


def staffed(session: Session, office_id: int) -> list[StaffedCounter]:
    """The counters that are open or on a break. Inside a transaction of the office they are in memory."""
    tx = transactions.current(session)
    if tx is None or tx.office_id != office_id:
        return staffed_from_rows(live_tickets.STAFFED.all(session.connection(), {"office": office_id}))
    return live_tickets.of(tx).staffed


def staffed_from_rows(rows: Iterable[Row]) -> list[StaffedCounter]:
    """As ``staffed``, from the rows of ``live_tickets.STAFFED``."""
    return [StaffedCounter(*row) for row in rows]


def served_by(counters: Iterable[StaffedCounter], config: OfficeConfig) -> frozenset[int]:
    """The services of these counters with their present clerks."""
    return frozenset[int]().union(*(config.served(row.counter, row.clerk) for row in counters))


def services_served(session: Session, config: OfficeConfig) -> frozenset[int]:
    """The services of the counters that are open or on a break."""
    return served_by(staffed(session, config.office.id), config)


def served_now(counters: Iterable[StaffedCounter], config: OfficeConfig) -> frozenset[int]:
    """The services that an open counter serves: not those whose counters are all on a break."""
    return served_by((row for row in counters if row.status == "open"), config)


def served_from(counters: Iterable[StaffedCounter], config: OfficeConfig, service_id: int) -> datetime | None:
    """When the first counter of a service ends its break; None if none is on a break, or no end was given."""
    ends = [row.break_until for row in counters if service_id in config.served(row.counter, row.clerk)]
    return min((end for end in ends if end is not None), default=None)
