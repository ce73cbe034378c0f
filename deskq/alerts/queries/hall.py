"""Conditions in the hall that hold now: long waits, many people, idle counters, printers, silent devices, backups,
faults of amenities."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from deskq.access.devices import queries as device_queries
from deskq.alerts import backup_port
from deskq.alerts.queries import amenities
from deskq.alerts.queries.found import Found
from deskq.alerts.rules import BACKUP, IDLE, PEOPLE, PRINTER, SILENT, WAIT, Settings
from deskq.core.db.journal import Entry
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import Counter
from deskq.printing import printers
from deskq.printing import queries as printing_queries
from deskq.printing.escpos import PRINTS
from deskq.queue import queries as queue_queries
from deskq.queue.models import AT_COUNTER, Ticket
from deskq.queue.queries import WaitingLine

MINUTE = timedelta(minutes=1)


def found(session: Session, office_id: int, settings: Mapping[str, Settings], now: datetime) -> list[Found]:
    """Conditions of the kinds that are switched on. Silent devices are looked for only while the office is open: at
    night they are switched off."""
    config = config_cache.of(session, office_id)
    enabled = {kind: one for kind, one in settings.items() if one.on}
    lines = queue_queries.waiting_lines(session, office_id) if enabled.keys() & {WAIT, PEOPLE, IDLE} else []
    result = [*_waits(lines, enabled, now), *_crowds(lines, enabled)]
    if IDLE in enabled and lines:
        result += _idle(session, config, lines, enabled[IDLE].limit or 0, now)
    if PRINTER in enabled:
        result += _printers(session)
    if SILENT in enabled and config.is_open_at(now):
        result += _silent(session, config, enabled[SILENT].limit or 0, now)
    if BACKUP in enabled:
        result += [Found(BACKUP, 0, what) for what in backup_port.PORT.bound()]
    return [*result, *amenities.found(session, office_id, enabled, now)]


def _waits(lines: list[WaitingLine], enabled: Mapping[str, Settings], now: datetime) -> Iterator[Found]:
    longest: dict[int, int] = {}
    for line in lines if WAIT in enabled else ():
        minutes = (now - line.since) // MINUTE
        longest[line.service_id] = max(minutes, longest.get(line.service_id, 0))
    limit = enabled[WAIT].limit or 0 if WAIT in enabled else 0
    return (Found(WAIT, service, figure=minutes) for service, minutes in longest.items() if minutes >= limit)


def _crowds(lines: list[WaitingLine], enabled: Mapping[str, Settings]) -> Iterator[Found]:
    people: dict[int, int] = {}
    for line in lines if PEOPLE in enabled else ():
        people[line.service_id] = people.get(line.service_id, 0) + line.people
    limit = enabled[PEOPLE].limit or 0 if PEOPLE in enabled else 0
    return (Found(PEOPLE, service, figure=count) for service, count in people.items() if count >= limit)


def _idle(
    session: Session, config: OfficeConfig, lines: list[WaitingLine], limit: int, now: datetime
) -> Iterator[Found]:
    """Open counters without a visitor, and without an action of their clerk, while somebody waits for them."""
    last = (Entry.office_id == Counter.office_id, Entry.sequence == Counter.turn)
    visitor = select(Ticket.id).where(Ticket.counter_id == Counter.id, AT_COUNTER)
    free = select(Counter.id, Counter.clerk_id, Entry.at).join(Entry, and_(*last))
    mine = (Counter.office_id == config.office.id, Counter.status == "open", ~visitor.exists())
    rows = session.execute(free.where(*mine)).all()
    for counter_id, clerk_id, acted_at in rows:
        served, minutes = config.served(counter_id, clerk_id), (now - acted_at) // MINUTE
        waits = any(service in served if sent is None else sent == counter_id for service, sent, *_ in lines)
        if minutes >= limit and waits:
            yield Found(IDLE, counter_id, figure=minutes)


def _printers(session: Session) -> Iterator[Found]:
    real = printers.current().real
    conditions = printing_queries.conditions(session) if real else {}
    for one in real:
        if conditions.get(one.name, "ready") not in PRINTS:
            yield Found(PRINTER, one.device or 0, one.name)


def _silent(session: Session, config: OfficeConfig, limit: int, now: datetime) -> Iterator[Found]:
    """Devices that were not in contact for so many minutes of opening hours."""
    if not config.is_open_at(now - limit * MINUTE):
        return
    for device in device_queries.devices(session, config.office.id):
        if device.seen_at is not None and now - device.seen_at >= limit * MINUTE:
            yield Found(SILENT, device.id, figure=(now - device.seen_at) // MINUTE)
