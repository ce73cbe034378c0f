"""The lobby's board: from the live tickets in memory where they are those of the news that are being sent or of the end
of the journal, else from the database."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from deskq.announcements import queries as announcements
from deskq.announcements.queries import BoardAnnouncement
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.db.fixed import FixedStatement, read_together
from deskq.core.text.names import Name
from deskq.core.transactions import connection_of
from deskq.live import news
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.queue import joining_port, live_tickets, queries, staffed_counters, wait_port
from deskq.queue.models import AT_COUNTER, Ticket
from deskq.queue.screens.lobby.types import CalledRow, LobbyBoard
from deskq.queue.screens.shared import WaitingRow
from deskq.queue.tickets_in_memory import FIELDS, HallNow, LiveTicket

#: How many of the newest visitors being served stay on the board, who no longer need it. Called ones always stay.
SERVED_SHOWN = 6
CLOSURE_SECONDS = 12

CALLS = FixedStatement(
    select(*(getattr(Ticket, field) for field in FIELDS))
    .where(Ticket.office_id == bindparam("office"), AT_COUNTER)
    .order_by(Ticket.call.desc())
)


def lobby_board(session: Session, office_id: int) -> LobbyBoard:
    now = clock.now()
    connection = connection_of(session)
    hall = _hall(connection, office_id)
    config = config_cache.at(office_id, hall.config_version, connection)
    shown = announcements.current(connection, office_id, hall.config_version, now)
    served = staffed_counters.served_by(hall.staffed, config)
    return LobbyBoard(
        version=hall.sequence,
        at=now,
        office=config.office.name,
        building=config.office.building,
        hours=config.hours(now),
        viewing_distance=config.office.viewing_distance,
        board_inches=config.office.board_inches,
        calls=_calls(hall.calls, config),
        waiting=_waiting_groups(hall.waiting, served, config),
        hall=config.hall,
        door_digits=joining_port.PORT.bound.board_digits(config, now),
        serves=bool(config.at_kiosk),
        announcements=(*_closures(config, now), *shown),
    )


def _hall(connection: Connection, office_id: int) -> HallNow:
    sent = news.position(office_id)
    hall = live_tickets.hall(connection.engine, office_id, sent) if sent is not None else None
    if hall is not None:
        return hall
    head = journal.POSITION.all(connection, {"office": office_id})
    sequence, config_version = journal.position_from_rows(head)
    hall = live_tickets.hall(connection.engine, office_id, (sequence, journal.hash_from_rows(head)))
    if hall is not None and hall.config_version == config_version:
        return hall
    return hall_in_database(connection, office_id, sequence, config_version)


def hall_in_database(connection: Connection, office_id: int, sequence: int, config_version: int) -> HallNow:
    """As ``live_tickets.hall``, from the database: the newest state, that of ``sequence`` or a later one."""
    calls, waiting, staffed = read_together(
        connection, {"office": office_id}, CALLS, queries.PEOPLE, live_tickets.STAFFED
    )
    return HallNow(
        sequence,
        config_version,
        [LiveTicket(*row) for row in calls],
        queries.waiting_counts_from_rows(waiting),
        staffed_counters.staffed_from_rows(staffed),
    )


def _closures(config: OfficeConfig, now: datetime) -> list[BoardAnnouncement]:
    """Services closed for today, in the form of announcements; the id is the negative id of the service."""
    found = [(service, config.closure(service.id, now)) for service in config.offered] if config.closures else []
    return [
        BoardAnnouncement(-service.id, "text", _closed_words(service.spoken_name, row.reason), "", CLOSURE_SECONDS)
        for service, row in found
        if row is not None
    ]


def _closed_words(service: Name, reason: Name) -> Name:
    english = f" {reason.en}" if reason.en else ""
    return Name(f"{service.fa}: امروز بسته است. {reason.fa}", f"{service.in_language('en')}: closed today.{english}")


def _calls(tickets: Iterable[LiveTicket], config: OfficeConfig) -> list[CalledRow]:
    """``tickets``: those at counters, the newest call first."""
    calls = [
        CalledRow(
            row.call or 0,
            row.code,
            config.places[row.counter_id or 0],
            "called" if row.state == "called" else "serving",
            row.since,
            row.recalls,
        )
        for row in tickets
    ]
    served = [row.call for row in calls if row.state == "serving"]
    return [row for row in calls if row.call not in served[SERVED_SHOWN:]]


def _waiting_groups(counts: Mapping[int, int], served: Collection[int], config: OfficeConfig) -> list[WaitingRow]:
    """``counts``: {service id: people waiting}."""
    groups: dict[int, int] = {}
    for service_id, people in counts.items():
        group_id = config.group_ids[service_id]
        groups[group_id] = groups.get(group_id, 0) + people
    waits = wait_port.of_groups(config, served)
    return [WaitingRow(name, groups.get(group, 0), wait=waits.get(group)) for group, name in config.group_names.items()]
