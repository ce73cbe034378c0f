"""Reads the lobby's board from the database."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.announcements import queries as announcements
from deskq.announcements.queries import BoardAnnouncement
from deskq.core import clock
from deskq.core.db.fixed import FixedStatement
from deskq.core.text.names import Name
from deskq.core.transactions import connection_of
from deskq.office.config_cache import OfficeConfig
from deskq.queue import joining_port, queries, staffed_counters, wait_port
from deskq.queue.models import AT_COUNTER, Ticket
from deskq.queue.screens.lobby.types import CalledRow, LobbyBoard
from deskq.queue.screens.shared import WaitingRow, version_and_config

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
    sequence, config = version_and_config(session, office_id)
    return LobbyBoard(
        version=sequence,
        at=now,
        office=config.office.name,
        building=config.office.building,
        hours=config.hours(now),
        viewing_distance=config.office.viewing_distance,
        board_inches=config.office.board_inches,
        calls=_calls(session, config),
        waiting=_waiting_groups(session, config),
        hall=config.hall,
        door_digits=joining_port.PORT.bound.board_digits(config, now),
        serves=config.serves_something,
        announcements=[*_closures(config, now), *announcements.current(session, office_id, now)],
    )


def _closures(config: OfficeConfig, now: datetime) -> list[BoardAnnouncement]:
    """Services closed for today, in the form of announcements; the id is the negative id of the service."""
    found = [(service, config.closure(service.id, now)) for service in config.offered]
    return [
        BoardAnnouncement(-service.id, "text", _closed_words(service.spoken_name, row.reason), "", CLOSURE_SECONDS)
        for service, row in found
        if row is not None
    ]


def _closed_words(service: Name, reason: Name) -> Name:
    english = f" {reason.en}" if reason.en else ""
    return Name(f"{service.fa}: امروز بسته است. {reason.fa}", f"{service.in_language('en')}: closed today.{english}")


def _calls(session: Session, config: OfficeConfig) -> list[CalledRow]:
    rows = CALLS.all(connection_of(session), {"office": config.office.id})
    calls = [
        CalledRow(call, code, config.places[counter], state, since, config.services[service].name, recalls)
        for call, code, counter, state, since, service, recalls in rows
    ]
    served = [row.call for row in calls if row.state == "serving"]
    return [row for row in calls if row.call not in served[SERVED_SHOWN:]]


def _waiting_groups(session: Session, config: OfficeConfig) -> list[WaitingRow]:
    counts = _by_group(session, config)
    waits = wait_port.of_groups(config, staffed_counters.services_served(session, config))
    return [WaitingRow(group.name, counts.get(group.id, 0), wait=waits.get(group.id)) for group in config.groups]


def _by_group(session: Session, config: OfficeConfig) -> dict[int, int]:
    counts = queries.waiting_counts(session, config.office.id)
    groups: dict[int, int] = {}
    for service in config.services.values():
        groups[service.group_id] = groups.get(service.group_id, 0) + counts.get(service.id, 0)
    return groups
