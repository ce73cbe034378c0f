"""Reads what the pages of all counters of an office show alike, once for each version of its journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db.fixed import FixedStatement
from deskq.core.text.names import Name
from deskq.core.transactions import connection_of
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter
from deskq.queue import queries, staffed_counters
from deskq.queue.models import LIVE, Ticket
from deskq.queue.screens.counter.types import AbsentRow, Choice
from deskq.queue.tickets_in_memory import StaffedCounter
from deskq.queue.version_cache import VersionCache
from deskq.staff import queries as staff_queries

#: Those waiting who are to be met in person.
IN_PERSON = FixedStatement(
    select(Ticket.id).where(Ticket.office_id == bindparam("office"), Ticket.state == "waiting", Ticket.in_person)
)
ABSENT = FixedStatement(
    select(Ticket.id, Ticket.code, Ticket.service_id, Ticket.since, Counter.number)
    .join(Counter, Counter.id == Ticket.counter_id)
    .where(Ticket.office_id == bindparam("office"), LIVE, Ticket.state == "absent")
    .order_by(Ticket.since.desc())
)


@dataclass(frozen=True, slots=True)
class SharedByCounters:
    """What the pages of all counters of an office show alike. ``names``: {person id: name}; ``in_person``: ids of those
    waiting who are to be met in person."""

    names: dict[int, Name]
    absent: list[AbsentRow]
    services: list[Choice]
    counters: list[Choice]
    colleagues: list[Choice]
    in_person: frozenset[int]


def _read(session: Session, config: OfficeConfig) -> SharedByCounters:
    office_id = config.office.id
    names = staff_queries.names(session, office_id)
    staffed = staffed_counters.staffed(session, office_id)
    clerks = {row.counter: row.clerk for row in staffed}
    counters = sorted(config.counters.values(), key=lambda row: row.number)
    at_work = [(row, clerk) for row in counters if (clerk := clerks.get(row.id)) in names]
    return SharedByCounters(
        names=names,
        absent=_absent(session, config),
        services=_service_choices(config, queries.waiting_counts(session, office_id), staffed),
        counters=[Choice(str(row.number), row.name, open=row.id in clerks) for row in counters],
        colleagues=[Choice(str(clerk), names[clerk], number=row.number) for row, clerk in at_work if clerk],
        in_person=frozenset(ticket for (ticket,) in IN_PERSON.all(connection_of(session), {"office": office_id})),
    )


SHARED = VersionCache(_read)
at = SHARED.at


def _absent(session: Session, config: OfficeConfig) -> list[AbsentRow]:
    """Absent visitors of the whole office, the latest first, because any counter can call them back."""
    return [
        AbsentRow(ticket, code, config.services[service].name, since, counter)
        for ticket, code, service, since, counter in ABSENT.all(connection_of(session), {"office": config.office.id})
    ]


def _service_choices(
    config: OfficeConfig, waiting: Mapping[int, int], staffed: Iterable[StaffedCounter]
) -> list[Choice]:
    now = clock.now()
    served = staffed_counters.served_now(staffed, config)
    return [
        Choice(row.code, row.name, waiting.get(row.id, 0), config.hours(now, row.id).open, row.id in served)
        for row in config.offered
    ]
