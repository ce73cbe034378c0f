"""Add a note to a visit, and remove it."""

from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.queue.models import Ticket
from deskq.queue.notes import queries
from deskq.queue.notes.events import NoteAdded, NoteRemoved
from deskq.queue.notes.models import TicketNote
from deskq.queue.service.counter_action import get_ticket

MOST = 20


class TooManyNotes(DomainError):
    slug = "too-many-notes"
    title = N_("Ticket %(code)s has %(most)s notes already.")


def add(office_id: int, by: str, ticket_id: int, text: str) -> Ticket:
    """Add a note; the same text twice by the same person is one note."""
    with transaction(office_id, by) as tx:
        found = get_ticket(tx.session, office_id, ticket_id)
        notes = queries.rows(tx.session, ticket_id)
        text = persian.clean(text)
        if any((note.text, note.by) == (text, by) for note in notes):
            return found
        if len(notes) >= MOST:
            raise TooManyNotes(code=found.code, most=MOST)
        note = TicketNote(office_id=office_id, ticket_id=ticket_id, text=text, by=by, made_at=tx.at)
        tx.session.add(note)
        tx.session.flush()
        tx.record(NoteAdded(ticket_id, note.id))
        return found


def remove(office_id: int, by: str, note_id: int) -> int:
    """Remove a note; returns the id of its ticket."""
    with transaction(office_id, by) as tx:
        note = tx.session.get(TicketNote, note_id)
        if note is None or note.office_id != office_id:
            raise NotFound
        ticket_id = note.ticket_id
        tx.session.delete(note)
        tx.session.flush()
        tx.record(NoteRemoved(ticket_id, note_id))
        return ticket_id
