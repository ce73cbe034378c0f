"""What the lobby, the kiosk and the phone show, read from the database into the plain values of screens.py."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.announcements import queries as announcements
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.text import jalali
from deskq.office import config_cache
from deskq.office import rules as office_rules
from deskq.office.config_cache import Catalogue
from deskq.office.models import ORDINARY, Office, ServiceGroup
from deskq.office.rules import Place
from deskq.queue import queries, ratings_port, wait_port
from deskq.queue.models import AT_COUNTER, Ticket
from deskq.queue.screens.kiosk_choices import GroupCard, PriorityChoice, ServiceCard
from deskq.queue.screens.types import CalledRow, LobbyBoard, TicketView, WaitingRow

#: Those being served need the board no more: so many of the newest stay. Whoever was asked to come always does.
SERVED_SHOWN = 6


def version(session: Session, office_id: int) -> int:
    """The version of every screen: the last sequence of the office's journal."""
    return journal.position(session, office_id)[0]


def seen(session: Session, office_id: int) -> tuple[int, Catalogue]:
    """The version and the catalogue a screen is about to be drawn from."""
    sequence, edition = journal.position(session, office_id)
    return sequence, config_cache.at(office_id, edition, session.connection())


def business_day(office: Office, now: datetime) -> int:
    return jalali.day_number(office_rules.business_date(now, clock.zone(), office.day_starts))


CALLS = (
    select(Ticket.call, Ticket.code, Ticket.counter_id, Ticket.state, Ticket.since, Ticket.service_id, Ticket.recalls)
    .where(Ticket.office_id == bindparam("office"), AT_COUNTER)
    .order_by(Ticket.call.desc())
)


def lobby(session: Session, office_id: int) -> LobbyBoard:
    now = clock.now()
    sequence, about = seen(session, office_id)
    return LobbyBoard(
        version=sequence,
        at=now,
        office=about.office.name,
        building=about.office.building,
        hours=about.hours(now),
        viewing_distance=about.office.viewing_distance,
        board_inches=about.office.board_inches,
        calls=_calls(session, about),
        waiting=_waiting_groups(session, about),
        hall=about.hall,
        serves=about.serves_something,
        announcements=announcements.current(session, office_id, now),
    )


def _calls(session: Session, about: Catalogue) -> list[CalledRow]:
    rows: Any = session.connection().execute(CALLS, {"office": about.office.id})
    calls = [
        CalledRow(call, code, about.counters[counter].place, state, since, about.services[service].name, recalls)
        for call, code, counter, state, since, service, recalls in rows
    ]
    served = [row.call for row in calls if row.state == "serving"]
    return [row for row in calls if row.call not in served[SERVED_SHOWN:]]


def _waiting_groups(session: Session, about: Catalogue) -> list[WaitingRow]:
    counts = _by_group(session, about)
    told = wait_port.of_groups(about)
    return [WaitingRow(group.name, counts.get(group.id, 0), wait=told.get(group.id)) for group in about.groups]


def _by_group(session: Session, about: Catalogue) -> dict[int, int]:
    counts = queries.waiting_counts(session, about.office.id)
    groups: dict[int, int] = {}
    for service in about.services.values():
        groups[service.group_id] = groups.get(service.group_id, 0) + counts.get(service.id, 0)
    return groups


def kiosk_groups(session: Session, office_id: int) -> list[GroupCard]:
    """The doors of the kiosk: groups with something on offer, each with people ahead and whether it is open."""
    now = clock.now()
    about = config_cache.of(session, office_id)
    before = queries.ahead_of_newcomers(session, about, now)
    offered: dict[int, list[int]] = {}
    for service in about.offered:
        offered.setdefault(service.group_id, []).append(service.id)
    return [_group_card(about, group, offered[group.id], before) for group in about.groups if group.id in offered]


def _group_card(about: Catalogue, group: ServiceGroup, services: list[int], before: dict[int, int]) -> GroupCard:
    """With the people before a newcomer to those of its services that are open now."""
    now = clock.now()
    is_open = [service for service in services if _doors(about, now, service).open]
    people = [before[service] for service in is_open or services]
    ahead = min(people), max(people)
    return GroupCard(group.id, group.name, group.covers, group.icon, ahead, bool(is_open))


def kiosk_services(session: Session, office_id: int, group_id: int) -> list[ServiceCard]:
    now = clock.now()
    about = config_cache.of(session, office_id)
    before = queries.ahead_of_newcomers(session, about, now)
    return [
        ServiceCard(
            row.code,
            row.name,
            row.said,
            row.covers,
            row.icon,
            (before[row.id], before[row.id]),
            _doors(about, now, row.id),
            wait_port.of_service(office_id, row.id),
        )
        for row in about.offered
        if row.group_id == group_id
    ]


def _doors(about: Catalogue, now: datetime, service_id: int) -> office_rules.Hours:
    """As the kiosk shows them: behind a service that no counter serves yet, nobody is (see issue)."""
    return about.hours(now, service_id) if about.shares(service_id).counters else office_rules.Hours(open=False)


def priority_choices(session: Session, office_id: int) -> list[PriorityChoice]:
    """The published classes on offer above the ordinary one, as far as a visitor chooses them."""
    classes = config_cache.of(session, office_id).priorities.values()
    asked = [row for row in classes if row.offered and row.chosen and row.code != ORDINARY]
    return [PriorityChoice(row.code, row.name, row.icon) for row in asked]


def ticket(session: Session, found: Ticket, people_ahead: dict[int, int] | None = None) -> TicketView:
    """One visitor's view. ``people_ahead`` may be given when many tickets are drawn at once."""
    sequence, about = seen(session, found.office_id)
    priority = about.priorities[found.priority_id]
    service = about.services[found.service_id]
    told = wait_port.of_ticket(found, priority.weight)
    return TicketView(
        version=sequence,
        at=clock.now(),
        id=found.id,
        code=found.code,
        state=found.state,
        office=about.office.name,
        building=about.office.building,
        service=service.name,
        said=service.said,
        where=service.where,
        bring=service.bring,
        priority=None if priority.code == ORDINARY else priority.name,
        priority_icon=priority.icon,
        language=found.language,
        called_from=found.returns_at if found.state == "held" and found.counter_id is None else None,
        ahead=_ahead(session, about, found, people_ahead),
        ahead_at_issue=found.ahead_at_issue,
        place=_place(about, found),
        places=_places(session, about, found),
        since=found.since,
        call=found.call,
        recalls=found.recalls,
        wait=told.seconds if told else None,
        let_pass=about.office.let_pass if found.state == "waiting" and not found.let_pass else 0,
        rating=ratings_port.shown(session, found, about.office),
        rejoin_until=_rejoin_until(about, found),
        estimate=told,
        in_person=found.in_person,
    )


def _rejoin_until(about: Catalogue, found: Ticket) -> datetime | None:
    until = found.since + timedelta(seconds=about.office.undo_seconds)
    return until if found.state == "cancelled" and clock.now() < until else None


def _ahead(session: Session, about: Catalogue, found: Ticket, people_ahead: dict[int, int] | None) -> int | None:
    if found.state != "waiting":
        return None
    if people_ahead is None:
        people_ahead = all_ahead(session, about)
    return people_ahead.get(found.id, 0)


def all_ahead(session: Session, about: Catalogue) -> dict[int, int]:
    """{ticket id: people before it} for everyone in the line."""
    lines = queries.lines(session, about, clock.now())
    return queries.ahead(queries.everyone_waiting(session, about), lines)


def _place(about: Catalogue, found: Ticket) -> Place | None:
    if found.counter_id is None or found.state not in ("called", "serving", "held", "absent", "done"):
        return None
    return about.counters[found.counter_id].place


def _places(session: Session, about: Catalogue, found: Ticket) -> list[Place]:
    """Where the ticket may be called: the counter it was sent to, those open for its service, or all for it."""
    if found.counter_id is not None:
        return [about.counters[found.counter_id].place]
    manned = {row[0] for row in session.connection().execute(queries.MANNED, {"office": found.office_id})}
    serving = [row for row in about.counters.values() if found.service_id in about.ranks.get(row.id, {})]
    return [row.place for row in serving if row.id in manned] or [row.place for row in serving]
