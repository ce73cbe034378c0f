"""Reading the line: heads, counts, who stands before whom. What screens show is put together in boards.py."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session, aliased

from deskq.office import queries as office_queries
from deskq.office.models import Counter, CounterService, Office, PriorityClass
from deskq.queue import rules
from deskq.queue.models import Ticket
from deskq.staff.models import Skill


@dataclass(frozen=True, slots=True)
class Head:
    """One person in line, as the rule needs them."""

    id: int
    code: str
    service_id: int
    priority_id: int
    arrived_at: datetime
    weight: float
    counter_id: int | None

    @property
    def directed(self) -> bool:
        return self.counter_id is not None


def heads(session: Session, office_id: int, counter_id: int, ranks: Mapping[int, int]) -> list[Head]:
    """The first in line of each service and class this counter may call, by one index look-up each: the cost grows with
    services and classes, not with people."""
    first = aliased(Ticket)
    pick = (
        select(first.id)
        .where(first.state == "waiting", first.office_id == office_id, first.priority_id == PriorityClass.id)
        .order_by(first.arrived_at, first.id)
        .limit(1)
    )
    common = pick.where(first.service_id == CounterService.service_id, first.counter_id.is_(None))
    columns = (
        Ticket.id, Ticket.code, Ticket.service_id, Ticket.priority_id, Ticket.arrived_at,
        PriorityClass.weight, Ticket.counter_id,
    )  # fmt: skip
    served = and_(CounterService.counter_id == counter_id, CounterService.service_id.in_(ranks))
    from_line = (
        select(*columns)
        .select_from(CounterService)
        .join(PriorityClass, PriorityClass.office_id == office_id)
        .join(Ticket, Ticket.id == common.correlate(CounterService, PriorityClass).scalar_subquery())
        .where(served)
    )
    sent_here = (
        select(*columns)
        .join(PriorityClass, PriorityClass.id == Ticket.priority_id)
        .where(Ticket.state == "waiting", Ticket.office_id == office_id, Ticket.counter_id == counter_id)
    )
    return [Head(*row) for row in session.execute(from_line)] + [Head(*row) for row in session.execute(sent_here)]


def ranks_for(session: Session, counter_id: int, clerk_id: int | None) -> dict[int, int]:
    """{service id: rank} of what a counter serves while this clerk sits there."""
    ranks = office_queries.ranks_of(session, counter_id)
    if clerk_id is None:
        return ranks
    skills = set(session.scalars(select(Skill.service_id).where(Skill.person_id == clerk_id)))
    return {service: rank for service, rank in ranks.items() if service in skills} if skills else ranks


def everyone_waiting(session: Session, office_id: int) -> list[Head]:
    wanted = (
        select(
            Ticket.id, Ticket.code, Ticket.service_id, Ticket.priority_id, Ticket.arrived_at,
            PriorityClass.weight, Ticket.counter_id,
        )
        .join(PriorityClass, PriorityClass.id == Ticket.priority_id)
        .where(Ticket.office_id == office_id, Ticket.state == "waiting")
    )  # fmt: skip
    return [Head(*row) for row in session.execute(wanted)]


def waiting_counts(session: Session, office_id: int) -> dict[int, int]:
    """{service id: people waiting}."""
    wanted = select(Ticket.service_id, func.count()).where(Ticket.state == "waiting", Ticket.office_id == office_id)
    return {service: count for service, count in session.execute(wanted.group_by(Ticket.service_id))}


def ahead_of_newcomer(session: Session, office: Office, service_id: int, now: datetime) -> int:
    """How many stand before someone who arrives now for a service: rules.ahead for a claim of 0, by counting."""
    counters = office_queries.ranks(session, office.id)
    mine = {counter: ranks[service_id] for counter, ranks in counters.items() if service_id in ranks}
    limit = now - timedelta(minutes=office.bound_minutes)
    late = func.sum(case((Ticket.arrived_at <= limit, 1), else_=0))
    counts = (
        select(Ticket.service_id, Ticket.counter_id, func.count(), late)
        .where(Ticket.state == "waiting", Ticket.office_id == office.id)
        .group_by(Ticket.service_id, Ticket.counter_id)
    )
    before = 0
    for service, sent_to, people, overdue in session.execute(counts):
        before += _before(service, sent_to, people, overdue, mine, counters)
    return before


def _before(
    service: int,
    sent_to: int | None,
    people: int,
    overdue: int,
    mine: Mapping[int, int],
    counters: Mapping[int, Mapping[int, int]],
) -> int:
    """How many of one service (and one counter they were sent to) a newcomer finds before them."""
    if sent_to is not None:
        return people if sent_to in mine else 0
    shared = [(counters[counter][service], rank) for counter, rank in mine.items() if service in counters[counter]]
    if any(theirs <= own for theirs, own in shared):
        return people
    return overdue if shared else 0


def lines(session: Session, office: Office, now: datetime) -> dict[int, rules.Line]:
    """Every counter's view of the line: those open or on break, or all when none is."""
    bound = timedelta(minutes=office.bound_minutes)
    manned = list(
        session.execute(
            select(Counter.id, Counter.clerk_id).where(Counter.office_id == office.id, Counter.status != "closed")
        )
    )
    ranks = office_queries.ranks(session, office.id)
    if not manned:
        return {counter: rules.Line(served, bound, now) for counter, served in ranks.items()}
    return {counter: rules.Line(ranks_for(session, counter, clerk), bound, now) for counter, clerk in manned}


def ahead(waiting: list[Head], lines: Mapping[int, rules.Line]) -> dict[int, int]:
    """{ticket id: people before it} over all counters."""

    def sees(head: Head) -> set[int]:
        if head.counter_id is not None:
            return {head.counter_id}
        return {counter for counter, line in lines.items() if head.service_id in line.ranks}

    return rules.ahead(waiting, sees, lines)


def ticket_by_hash(session: Session, token_hash: str) -> Ticket | None:
    return session.scalars(select(Ticket).where(Ticket.token_hash == token_hash)).one_or_none()


def ticket_by_id(session: Session, ticket_id: int) -> Ticket:
    return session.get_one(Ticket, ticket_id, populate_existing=True)
