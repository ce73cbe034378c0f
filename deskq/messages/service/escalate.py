"""What the background job does: escalate late messages, close answers nobody came back to."""

from datetime import datetime, timedelta

from deskq.core import actors
from deskq.core.transactions import transaction
from deskq.message_settings import queries
from deskq.messages.events import MessageEscalated
from deskq.messages.queries import due
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import deadlines
from deskq.messages.service.edit import EditedMessage

#: Outcome of a feedback call that nobody made before the answer was closed.
NOT_MADE = "not_made"
PIECE = 200  #: messages per transaction: no user waits longer than for these


def escalate(office_id: int, now: datetime) -> int:
    """Escalate each late message by one level; levels missed while nothing ran follow by calling again. Returns how
    many were escalated."""
    with transaction(office_id, actors.SYSTEM) as tx:
        settings = queries.load_settings(tx.session, office_id)
        late = due.to_escalate(tx.session, office_id, now, PIECE)
        for message in late:
            edited = EditedMessage(tx, message, settings)
            message.escalation += 1
            message.escalates_at = deadlines.next_escalation(
                edited.calendar, message.started_at, message.due_at, message.escalation
            )
            above = settings.informed_unit(message.unit_id, message.escalation)
            edited.note("escalate", note=above.name.fa)
            message.turn -= 1  # nothing of what is being typed about it has grown old
            tx.record(MessageEscalated(message.id, message.escalation, above.id))
        return len(late)


def auto_close(office_id: int, now: datetime) -> int:
    """Close answers nobody came back to; those with a feedback call to be made only after the same time. Returns
    how many."""
    with transaction(office_id, actors.SYSTEM) as tx:
        settings = queries.load_settings(tx.session, office_id)
        before = now - timedelta(days=settings.policy.quiet_days)
        quiet = due.auto_close_due(tx.session, office_id, before, PIECE)
        for message in quiet:
            EditedMessage(tx, message, settings).move("close")
            message.ended_at = tx.at
            call = message_queries.feedback_of(tx.session, message.id)
            if call is not None:
                call.outcome, call.done_at = NOT_MADE, tx.at
        return len(quiet)
