"""Each office at a glance for people of several, and their visits of a period side by side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.alerts.queries import stored
from deskq.core import clock
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office.models import Counter
from deskq.office.rules import Hours
from deskq.queue.models import Ticket
from deskq.reports.period import queries as period_queries
from deskq.reports.period.figures import Figures
from deskq.reports.period.rules import DateRange
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person

SEE_HALL, SEE_REPORTS = "hall.see", "reports.see"
MayUse = Callable[[Person], bool]
FIRST_WAIT = (Ticket.state == "waiting", Ticket.first_wait.is_(None))


@dataclass(frozen=True, slots=True)
class Now:
    """``longest``: seconds that somebody has waited for the first call; None when nobody does."""

    waiting: int
    longest: int | None
    is_late: bool
    open_counters: int
    counters: int
    alerts: int


@dataclass(frozen=True, slots=True)
class OfficeNow:
    """``now`` is None where the role does not see the hall, and where they must sign in again (``again``)."""

    office_id: int
    name: Name
    role: str
    hours: Hours
    now: Now | None
    again: bool


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    office_id: int
    name: Name
    figures: Figures


def offices_now(session: Session, login_id: int, may_use: MayUse) -> list[OfficeNow]:
    """The offices in which this person has an account, by name. ``may_use``: whether their session may use it."""
    at = clock.now()
    accounts = staff_queries.accounts(session, login_id)
    found = [_office_now(session, account, at, may_use(account)) for account in accounts]
    return sorted(found, key=lambda one: one.name.fa)


def _office_now(session: Session, account: Person, at: datetime, usable: bool) -> OfficeNow:
    config = config_cache.of(session, account.office_id)
    sees = usable and permissions.may(account.role, SEE_HALL)
    now = _now(session, account.office_id, config.office.bound_minutes * 60, at) if sees else None
    return OfficeNow(account.office_id, config.office.name, account.role, config.hours(at), now, again=not usable)


def _now(session: Session, office_id: int, bound: int, at: datetime) -> Now:
    tickets = select(func.count(), func.min(Ticket.arrived_at)).where(Ticket.office_id == office_id, *FIRST_WAIT)
    waiting, since = session.execute(tickets).one()
    counters = select(Counter.status, func.count()).where(Counter.office_id == office_id).group_by(Counter.status)
    by_status = {status: count for status, count in session.execute(counters)}
    longest = max(0, int((at - since).total_seconds())) if since is not None else None
    return Now(
        waiting=waiting,
        longest=longest,
        is_late=longest is not None and longest > bound,
        open_counters=by_status.get("open", 0),
        counters=sum(by_status.values()),
        alerts=len(stored.active(session, office_id)),
    )


def readable(session: Session, login_id: int, may_use: MayUse) -> list[int]:
    """The offices whose reports this person may read."""
    accounts = staff_queries.accounts(session, login_id)
    return [one.office_id for one in accounts if may_use(one) and permissions.may(one.role, SEE_REPORTS)]


def side_by_side(session: Session, offices: Iterable[int], asked: DateRange) -> list[OfficeFigures]:
    """The visits of each office in these days."""
    found = []
    for office_id in offices:
        office = config_cache.of(session, office_id).office
        figures = period_queries.total(session, office_id, asked)
        found.append(OfficeFigures(office_id, office.name, figures))
    return found


def together(rows: Iterable[OfficeFigures]) -> Figures:
    """The sum. Its medians are those of all visits: each office keeps how many waited how many seconds, and these are
    added, never the medians."""
    total = Figures()
    for row in rows:
        total.add(row.figures)
    return total
