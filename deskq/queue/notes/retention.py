"""Retention of notes about visits, long enough for a ticket that is kept over holidays."""

from datetime import timedelta

from deskq.core.retention_rules import old_rows
from deskq.queue.notes.models import TicketNote

RULES = (old_rows("notes of staff about visits", TicketNote, TicketNote.made_at, timedelta(days=7)),)
