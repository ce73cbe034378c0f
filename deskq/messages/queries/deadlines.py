"""Deadlines in the office's working time, for pages."""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.message_settings.queries import MessageSettings
from deskq.messages.models import Message
from deskq.office import config_cache, working_time
from deskq.office.working_time import Calendar


def closing_of(session: Session, office_id: int, day: date) -> datetime:
    """The closing time of a day, or of the next working day."""
    return calendar(session, office_id).end_of_date(datetime.combine(day, time.min, clock.zone()), 0)


def share_used(session: Session, settings: MessageSettings, message: Message, now: datetime) -> float:
    """Share of its working time that is used: 1 is due."""
    measure = settings.classes[message.class_id].measure
    runs_in = working_time.runs_in(measure, calendar(session, message.office_id))
    whole = runs_in.elapsed(message.started_at, message.due_at)
    if not whole:
        return 0.0 if now < message.due_at else 1.0
    return max(0.0, runs_in.elapsed(message.started_at, now) / whole)


def calendar(session: Session, office_id: int) -> Calendar:
    """The working time of the office."""
    return config_cache.of(session, office_id).working_time
