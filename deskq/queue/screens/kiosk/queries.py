"""Reads what the kiosk offers from the database."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office import config_cache
from deskq.office import rules as office_rules
from deskq.office.config_cache import Catalogue
from deskq.office.models import ORDINARY, ServiceGroup
from deskq.queue import queries, wait_port
from deskq.queue.screens.kiosk.types import GroupCard, PriorityChoice, ServiceCard


def group_cards(session: Session, office_id: int) -> list[GroupCard]:
    """The doors of the kiosk: groups with something on offer, each with people ahead and whether it is open."""
    now = clock.now()
    config = config_cache.of(session, office_id)
    before = queries.ahead_of_newcomers(session, config, now)
    offered: dict[int, list[int]] = {}
    for service in config.offered:
        offered.setdefault(service.group_id, []).append(service.id)
    return [_group_card(config, group, offered[group.id], before) for group in config.groups if group.id in offered]


def _group_card(config: Catalogue, group: ServiceGroup, services: list[int], before: dict[int, int]) -> GroupCard:
    """With the people before a newcomer to those of its services that are open now."""
    now = clock.now()
    is_open = [service for service in services if _doors(config, now, service).open]
    people = [before[service] for service in is_open or services]
    ahead = min(people), max(people)
    return GroupCard(group.id, group.name, group.covers, group.icon, ahead, bool(is_open))


def service_cards(session: Session, office_id: int, group_id: int) -> list[ServiceCard]:
    now = clock.now()
    config = config_cache.of(session, office_id)
    before = queries.ahead_of_newcomers(session, config, now)
    return [
        ServiceCard(
            row.code,
            row.name,
            row.said,
            row.covers,
            row.icon,
            (before[row.id], before[row.id]),
            _doors(config, now, row.id),
            wait_port.of_service(office_id, row.id),
        )
        for row in config.offered
        if row.group_id == group_id
    ]


def _doors(config: Catalogue, now: datetime, service_id: int) -> office_rules.Hours:
    """As the kiosk shows them: behind a service that no counter serves yet, nobody is (see issue)."""
    return config.hours(now, service_id) if config.shares(service_id).counters else office_rules.Hours(open=False)


def priority_choices(session: Session, office_id: int) -> list[PriorityChoice]:
    """The published classes on offer above the ordinary one, as far as a visitor chooses them."""
    classes = config_cache.of(session, office_id).priorities.values()
    asked = [row for row in classes if row.offered and row.chosen and row.code != ORDINARY]
    return [PriorityChoice(row.code, row.name, row.icon) for row in asked]
