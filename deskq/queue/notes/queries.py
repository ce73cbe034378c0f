"""Reads the notes of a visit."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from deskq.core import actors, row_objects
from deskq.core.db.fixed import FixedStatement
from deskq.core.text.names import Name
from deskq.queue.notes.models import TicketNote
from deskq.staff import queries as staff_queries


@dataclass(frozen=True, slots=True)
class Note:
    """``by``: name of the author, if it was a person."""

    id: int
    text: str
    by: Name | None
    at: datetime


def notes(session: Session, office_id: int, ticket_id: int) -> list[Note]:
    """The notes of a visit, the earliest first."""
    found = rows(session, ticket_id)
    names = staff_queries.names(session, office_id) if found else {}
    return [Note(row.id, row.text, names.get(actors.person_id(row.by) or 0), row.made_at) for row in found]


def rows(session: Session, ticket_id: int) -> list[TicketNote]:
    return row_objects.every(session, TicketNote, OF_TICKET, {"ticket": ticket_id})


NOTES = row_objects.table_of(TicketNote)
OF_TICKET = FixedStatement(select(NOTES).where(NOTES.c.ticket_id == bindparam("ticket")).order_by(NOTES.c.id))
