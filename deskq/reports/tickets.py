"""Tickets by day and by ticket number."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.office import config_cache
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import business_day


@dataclass(frozen=True, slots=True)
class DayTickets:
    """The tickets of a business day, newest first; at most ``MAX_SHOWN`` of ``total``."""

    day: int
    total: int
    rows: list[Ticket]


MAX_SHOWN = 200


def today(session: Session, office_id: int) -> int:
    """The current business day as a Jalali number."""
    return business_day(config_cache.of(session, office_id).office, clock.now())


def of_day(session: Session, office_id: int, day: int) -> DayTickets:
    wanted = (Ticket.office_id == office_id, Ticket.day == day)
    newest = select(Ticket).where(*wanted).order_by(Ticket.id.desc()).limit(MAX_SHOWN)
    total = session.scalar(select(func.count()).select_from(Ticket).where(*wanted)) or 0
    return DayTickets(day, total, list(session.scalars(newest)))
