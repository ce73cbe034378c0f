"""What the lobby, the kiosk and the phone show, read from the database into the plain values of screens.py."""

from datetime import datetime
from typing import Literal, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq import clock, journal, persian
from deskq.office import queries as office_queries
from deskq.office import rules as office_rules
from deskq.office.models import ORDINARY, Counter, Office, PriorityClass, Service, ServiceGroup
from deskq.persian import Name
from deskq.queue import queries
from deskq.queue.models import Ticket
from deskq.queue.screens import (
    CalledRow,
    GroupCard,
    LobbyBoard,
    Place,
    PriorityChoice,
    ServiceCard,
    TicketView,
    WaitingRow,
)

RatingState = Literal["no", "open", "given", "late"]
MOST_CALLS = 12


class Ratings(Protocol):
    """What screens show of ratings; the ratings feature, which stands above this one, gives it."""

    def state_of(self, session: Session, ticket: Ticket, office: Office) -> tuple[RatingState, datetime | None]: ...
    def group_of(self, session: Session, office: Office, counter_id: int, day: int) -> tuple[int, float | None]: ...
    def reasons(self) -> list[tuple[str, Name]]: ...


class NoRatings:
    def state_of(self, session: Session, ticket: Ticket, office: Office) -> tuple[RatingState, datetime | None]:
        return "no", None

    def group_of(self, session: Session, office: Office, counter_id: int, day: int) -> tuple[int, float | None]:
        return 0, None

    def reasons(self) -> list[tuple[str, Name]]:
        return []


ratings: Ratings = NoRatings()


def show_ratings(source: Ratings) -> None:
    global ratings
    ratings = source


def version(session: Session, office_id: int) -> int:
    """The version of every screen: the last sequence of the office's journal."""
    return session.scalar(select(journal.Head.sequence).where(journal.Head.office_id == office_id)) or 0


def business_day(office: Office, now: datetime) -> int:
    return persian.jalali_number(office_rules.business_date(now, clock.zone(), office.day_starts))


def lobby(session: Session, office_id: int) -> LobbyBoard:
    now = clock.now()
    seen = version(session, office_id)
    office = office_queries.office(session, office_id)
    calls = (
        select(Ticket, Counter, Service)
        .join(Counter, Counter.id == Ticket.counter_id)
        .join(Service, Service.id == Ticket.service_id)
        .where(Ticket.office_id == office_id, Ticket.state.in_(("called", "serving")))
        .order_by(Ticket.call.desc())
        .limit(MOST_CALLS)
        .execution_options(populate_existing=True)
    )
    rows = [
        CalledRow(
            ticket.call or 0,
            ticket.code,
            counter.place,
            "called" if ticket.state == "called" else "serving",
            ticket.since,
            service.name,
            ticket.recalls,
        )
        for ticket, counter, service in session.execute(calls)
    ]
    return LobbyBoard(
        version=seen,
        at=now,
        office=office.name,
        building=office.building,
        hours=office_queries.calendar(session, office_id, now).hours(now),
        viewing_distance=office.viewing_distance,
        calls=rows,
        waiting=_waiting_groups(session, office_id),
    )


def _waiting_groups(session: Session, office_id: int) -> list[WaitingRow]:
    counts = _by_group(session, office_id)
    return [WaitingRow(group.name, counts.get(group.id, 0)) for group in office_queries.groups(session, office_id)]


def _by_group(session: Session, office_id: int) -> dict[int, int]:
    counts = queries.waiting_counts(session, office_id)
    groups: dict[int, int] = {}
    for service_id, group_id in session.execute(
        select(Service.id, Service.group_id).where(Service.office_id == office_id)
    ):
        groups[group_id] = groups.get(group_id, 0) + counts.get(service_id, 0)
    return groups


def kiosk_groups(session: Session, office_id: int) -> list[GroupCard]:
    """The doors of the kiosk: groups with something on offer, each with people waiting and whether it is open."""
    now = clock.now()
    calendar = office_queries.calendar(session, office_id, now)
    counts = _by_group(session, office_id)
    offered: dict[int, list[int]] = {}
    for service in office_queries.services(session, office_id):
        offered.setdefault(service.group_id, []).append(service.id)
    return [
        _group_card(
            group, counts.get(group.id, 0), any(calendar.hours(now, service).open for service in offered[group.id])
        )
        for group in office_queries.groups(session, office_id)
        if group.id in offered
    ]


def _group_card(group: ServiceGroup, waiting: int, is_open: bool) -> GroupCard:
    return GroupCard(group.id, group.name, group.covers, group.icon, waiting, is_open)


def kiosk_services(session: Session, office_id: int, group_id: int) -> list[ServiceCard]:
    now = clock.now()
    calendar = office_queries.calendar(session, office_id, now)
    counts = queries.waiting_counts(session, office_id)
    return [
        ServiceCard(
            service.code,
            service.name,
            service.covers,
            service.icon,
            counts.get(service.id, 0),
            calendar.hours(now, service.id),
        )
        for service in office_queries.services(session, office_id)
        if service.group_id == group_id
    ]


def priority_choices(session: Session, office_id: int) -> list[PriorityChoice]:
    """The published classes above the ordinary one."""
    classes = office_queries.priorities(session, office_id)
    return [PriorityChoice(row.code, row.name) for row in classes if row.code != ORDINARY]


def ticket(session: Session, found: Ticket, people_ahead: dict[int, int] | None = None) -> TicketView:
    """One visitor's view. ``people_ahead`` may be given when many tickets are drawn at once."""
    office = office_queries.office(session, found.office_id)
    seen = version(session, office.id)
    service = session.get_one(Service, found.service_id)
    priority = session.get_one(PriorityClass, found.priority_id)
    rating, rate_until = ratings.state_of(session, found, office)
    return TicketView(
        version=seen,
        at=clock.now(),
        id=found.id,
        code=found.code,
        state=found.state,
        office=office.name,
        service=service.name,
        priority=None if priority.code == ORDINARY else priority.name,
        language=found.language,
        issued_at=found.arrived_at,
        ahead=_ahead(session, office, found, people_ahead),
        ahead_at_issue=found.ahead_at_issue,
        place=_place(session, found),
        places=_places(session, found),
        since=found.since,
        call=found.call,
        wait=None,
        rating=rating,
        rate_until=rate_until,
    )


def _ahead(session: Session, office: Office, found: Ticket, people_ahead: dict[int, int] | None) -> int | None:
    if found.state != "waiting":
        return None
    if people_ahead is None:
        people_ahead = all_ahead(session, office)
    return people_ahead.get(found.id, 0)


def all_ahead(session: Session, office: Office) -> dict[int, int]:
    """{ticket id: people before it} for everyone in the line."""
    lines = queries.lines(session, office, clock.now())
    return queries.ahead(queries.everyone_waiting(session, office.id), lines)


def _place(session: Session, found: Ticket) -> Place | None:
    if found.counter_id is None or found.state not in ("called", "serving", "held", "absent", "done"):
        return None
    return session.get_one(Counter, found.counter_id).place


def _places(session: Session, found: Ticket) -> list[Place]:
    """Where the ticket may be called: the counter it was sent to, those open for its service, or all for it."""
    counters = office_queries.counters(session, found.office_id)
    if found.counter_id is not None:
        return [counter.place for counter in counters if counter.id == found.counter_id]
    ranks = office_queries.ranks(session, found.office_id)
    serving = [counter for counter in counters if found.service_id in ranks.get(counter.id, {})]
    manned = [counter for counter in serving if counter.status != "closed"]
    return [counter.place for counter in manned or serving]


def service_name(session: Session, service_id: int) -> Name:
    return session.get_one(Service, service_id).name
