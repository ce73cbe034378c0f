"""Reads the lobby's board from the database."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.announcements import queries as announcements
from deskq.announcements.queries import BoardAnnouncement
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.db.fixed import FixedStatement, Row, read_together
from deskq.core.text.names import Name
from deskq.core.transactions import connection_of
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.queue import joining_port, queries, staffed_counters, wait_port
from deskq.queue.models import AT_COUNTER, Ticket
from deskq.queue.screens.lobby.types import CalledRow, LobbyBoard
from deskq.queue.screens.shared import WaitingRow

#: How many of the newest visitors being served stay on the board, who no longer need it. Called ones always stay.
SERVED_SHOWN = 6
CLOSURE_SECONDS = 12

CALLS = FixedStatement(
    select(Ticket.call, Ticket.code, Ticket.counter_id, Ticket.state, Ticket.since, Ticket.service_id, Ticket.recalls)
    .where(Ticket.office_id == bindparam("office"), AT_COUNTER)
    .order_by(Ticket.call.desc())
)


def lobby_board(session: Session, office_id: int) -> LobbyBoard:
    now = clock.now()
    connection = connection_of(session)
    head, calls, waiting, staffed, current = read_together(
        connection,
        {"office": office_id, "now": now},
        journal.POSITION,
        CALLS,
        queries.PEOPLE,
        staffed_counters.STAFFED,
        announcements.CURRENT,
    )
    sequence, config_version = journal.position_from_rows(head)
    config = config_cache.at(office_id, config_version, connection)
    served = staffed_counters.served_by(staffed_counters.staffed_from_rows(staffed), config)
    return LobbyBoard(
        version=sequence,
        at=now,
        office=config.office.name,
        building=config.office.building,
        hours=config.hours(now),
        viewing_distance=config.office.viewing_distance,
        board_inches=config.office.board_inches,
        calls=_calls(calls, config),
        waiting=_waiting_groups(queries.waiting_counts_from_rows(waiting), served, config),
        hall=config.hall,
        door_digits=joining_port.PORT.bound.board_digits(config, now),
        serves=config.serves_something,
        announcements=[*_closures(config, now), *announcements.current_from_rows(current)],
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


def _calls(rows: Iterable[Row], config: OfficeConfig) -> list[CalledRow]:
    """The calls in rows of ``CALLS``."""
    calls = [
        CalledRow(call, code, config.places[counter], state, since, config.services[service].name, recalls)
        for call, code, counter, state, since, service, recalls in rows
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
    return [WaitingRow(group.name, groups.get(group.id, 0), wait=waits.get(group.id)) for group in config.groups]
