"""Reads what the kiosk offers from the database."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office import config_cache
from deskq.office import rules as office_rules
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY, ServiceGroup
from deskq.queue import queries, wait_port
from deskq.queue.screens.kiosk.types import GroupCard, PriorityChoice, ServiceCard


def group_cards(session: Session, office_id: int) -> list[GroupCard]:
    """Groups with a service on offer, each with the people ahead and whether it is open."""
    now = clock.now()
    config = config_cache.of(session, office_id)
    ahead = queries.ahead_of_newcomers(session, config, now)
    offered: dict[int, list[int]] = {}
    for service in config.offered:
        offered.setdefault(service.group_id, []).append(service.id)
    return [_group_card(config, group, offered[group.id], ahead) for group in config.groups if group.id in offered]


def _group_card(config: OfficeConfig, group: ServiceGroup, services: list[int], ahead_of: dict[int, int]) -> GroupCard:
    """The people ahead are those of its open services; of all its services if none is open."""
    now = clock.now()
    is_open = [service for service in services if _hours(config, now, service).open]
    people = [ahead_of[service] for service in is_open or services]
    ahead = min(people), max(people)
    return GroupCard(group.id, group.name, group.covers, group.icon, ahead, bool(is_open))


def service_cards(session: Session, office_id: int, group_id: int) -> list[ServiceCard]:
    """Services on offer of a group, in the order of the kiosk."""
    now = clock.now()
    config = config_cache.of(session, office_id)
    ahead = queries.ahead_of_newcomers(session, config, now)
    return [
        ServiceCard(
            row.code,
            row.name,
            row.spoken_name,
            row.covers,
            row.icon,
            (ahead[row.id], ahead[row.id]),
            _hours(config, now, row.id),
            wait_port.of_service(office_id, row.id),
        )
        for row in config.offered
        if row.group_id == group_id
    ]


def _hours(config: OfficeConfig, now: datetime, service_id: int) -> office_rules.Hours:
    """The hours the kiosk shows: closed for a service that no counter serves yet."""
    return config.hours(now, service_id) if config.shares(service_id).counters else office_rules.Hours(open=False)


def priority_choices(session: Session, office_id: int) -> list[PriorityChoice]:
    """The classes on offer that visitors may choose themselves, without the ordinary one."""
    classes = config_cache.of(session, office_id).priorities.values()
    chosen = [row for row in classes if row.offered and row.chosen and row.code != ORDINARY]
    return [PriorityChoice(row.code, row.name, row.icon) for row in chosen]
