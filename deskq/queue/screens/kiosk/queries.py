"""Reads what the kiosk offers from the database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office import business_day, config_cache, group_description
from deskq.office.config_cache import OfficeConfig
from deskq.office.models import ORDINARY, Service, ServiceGroup
from deskq.queue import ahead_counts, line_closing, staffed_counters, wait_port
from deskq.queue.models import Ticket
from deskq.queue.rules import line_closing as rules
from deskq.queue.screens.kiosk.types import GroupCard, PriorityChoice, ServiceCard


def group_cards(session: Session, office_id: int) -> list[GroupCard]:
    """Groups with a service that is assigned to a counter, each with the people ahead, whether it is open, and whether
    it still gives tickets."""
    now = clock.now()
    config = config_cache.of(session, office_id)
    ahead = ahead_counts.ahead_of_newcomers(session, config, now)
    served = staffed_counters.served_now(staffed_counters.staffed(session, office_id), config)
    offered: dict[int, list[Service]] = {}
    for service in config.at_kiosk:
        offered.setdefault(service.group_id, []).append(service)
    lines = line_closing.refusals(session, config, config.at_kiosk, now)
    full = frozenset(service for service, refusal in lines.items() if not rules.is_question(refusal))
    return [
        _group_card(config, group, offered[group.id], ahead, served, full)
        for group in config.groups
        if group.id in offered
    ]


def _group_card(
    config: OfficeConfig,
    group: ServiceGroup,
    offered: list[Service],
    ahead_of: dict[int, int],
    served: frozenset[int],
    full: frozenset[int],
) -> GroupCard:
    """The people ahead are those of its open services that give tickets; of all its services if there is none.
    ``full``: services that give no more tickets now."""
    now, services = clock.now(), [service.id for service in offered]
    is_open = [service for service in services if config.hours(now, service).open]
    gives = [service for service in is_open if service not in full]
    people = [ahead_of[service] for service in gives or services]
    ahead = min(people), max(people)
    return GroupCard(
        group.id,
        group.name,
        group_description.describe(group, offered),
        group.icon,
        ahead,
        bool(is_open),
        bool(gives),
        not served.isdisjoint(gives or services),
    )


def any_ended_today(session: Session, office_id: int) -> bool:
    """Whether a visit of today is over, so that it could be rated."""
    day = business_day.number_at(config_cache.of(session, office_id).office, clock.now())
    over = select(Ticket.id).where(Ticket.office_id == office_id, Ticket.day == day, Ticket.state == "done")
    return session.scalar(over.limit(1)) is not None


def service_cards(session: Session, office_id: int, group_id: int) -> list[ServiceCard]:
    """The services of a group that are assigned to a counter, in the order of the kiosk."""
    now = clock.now()
    config = config_cache.of(session, office_id)
    counters = staffed_counters.staffed(session, office_id)
    served, now_served = (find(counters, config) for find in (staffed_counters.served_by, staffed_counters.served_now))
    ahead = ahead_counts.ahead_of_newcomers(session, config, now)
    offered = [row for row in config.at_kiosk if row.group_id == group_id]
    lines = line_closing.refusals(session, config, offered, now)
    return [
        ServiceCard(
            row.code,
            row.name,
            row.spoken_name,
            row.covers,
            row.icon,
            (ahead[row.id], ahead[row.id]),
            config.hours(now, row.id),
            row.bring,
            wait_port.of_service(office_id, row.id, served),
            row.id in now_served,
            staffed_counters.served_from(counters, config, row.id),
            lines.get(row.id),
        )
        for row in offered
    ]


def priority_choices(session: Session, office_id: int) -> list[PriorityChoice]:
    """The classes on offer that visitors may choose themselves, without the ordinary one."""
    classes = config_cache.of(session, office_id).priorities.values()
    chosen = [row for row in classes if row.offered and row.chosen and row.code != ORDINARY]
    return [PriorityChoice(row.code, row.name, row.icon) for row in chosen]
