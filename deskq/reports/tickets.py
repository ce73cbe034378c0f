"""Tickets of a business day, narrowed by filters and shown a page at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import jalali, persian
from deskq.office import business_day, config_cache, rules
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.queue.rules import waits

PAGE = 50
#: Tickets of one list on paper.
MOST = 2000


@dataclass(frozen=True, slots=True)
class TicketFilters:
    """``code``: beginning of the ticket's code; ``hour``: hour of arrival in the office's time. None filters
    nothing."""

    code: str = ""
    state: str = ""
    service: int | None = None
    counter: int | None = None
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class DayTickets:
    """One page of tickets, newest first. ``total``: number of tickets that match the filters; ``older``: the next page
    has ids below this one; None on the last page."""

    day: int
    total: int
    rows: list[Ticket]
    older: int | None


def today(session: Session, office_id: int) -> int:
    """The current business day as a Jalali number."""
    return business_day.number_at(config_cache.of(session, office_id).office, clock.now())


def of_day(
    session: Session, office_id: int, day: int, filters: TicketFilters | None = None, before: int | None = None
) -> DayTickets:
    """The page of tickets with ids below ``before``, or the newest page."""
    office = config_cache.of(session, office_id).office
    wanted = (Ticket.office_id == office_id, Ticket.day == day, *_conditions(office, day, filters or TicketFilters()))
    page = () if before is None else (Ticket.id < before,)
    newest = select(Ticket).where(*wanted, *page).order_by(Ticket.id.desc()).limit(PAGE + 1)
    rows = list(session.scalars(newest))
    total = session.scalar(select(func.count()).select_from(Ticket).where(*wanted)) or 0
    return DayTickets(day, total, rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)


def all_of_day(session: Session, office_id: int, day: int, filters: TicketFilters) -> list[Ticket]:
    """All tickets of a day, in the order in which they were taken; at most ``MOST``."""
    office = config_cache.of(session, office_id).office
    wanted = (Ticket.office_id == office_id, Ticket.day == day, *_conditions(office, day, filters))
    return list(session.scalars(select(Ticket).where(*wanted).order_by(Ticket.id).limit(MOST)))


def waited(ticket: Ticket, now: datetime) -> int | None:
    """Total wait in seconds, including the current waiting; None if the visitor left without a call."""
    is_known = ticket.state == "waiting" or ticket.first_wait is not None
    return waits.so_far(ticket, now) if is_known else None


def _conditions(office: Office, day: int, filters: TicketFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.code:
        code = persian.ascii_digits(persian.clean(filters.code)).upper()
        found.append(Ticket.code.startswith(code, autoescape=True))
    if filters.state:
        found.append(Ticket.state == filters.state)
    if filters.service is not None:
        found.append(Ticket.service_id == filters.service)
    if filters.counter is not None:
        found.append(Ticket.counter_id == filters.counter)
    if filters.hour is not None:
        begins = _hour_of_day(office, day, filters.hour)
        found.append(Ticket.arrived_at.between(begins, begins + timedelta(minutes=60) - timedelta(microseconds=1)))
    return found


def _hour_of_day(office: Office, day: int, hour: int) -> datetime:
    """The time at which an hour of the clock begins on a business day. (A business day may begin after midnight.)"""
    date = jalali.gregorian(day)
    if hour * 60 + 59 < office.day_starts:
        date += timedelta(days=1)
    return rules.day_begins(date, clock.zone(), hour * 60)
