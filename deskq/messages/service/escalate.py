"""What the scheduler does: late messages climb, quiet answers are closed."""

from datetime import datetime, timedelta

from deskq.messages import queries, rules
from deskq.messages.events import MessageEscalated
from deskq.messages.service.feedback import NOT_MADE
from deskq.messages.service.held import KEEPER, Held
from deskq.transactions import transaction

PIECE = 200  #: messages at once: nobody's press waits for more


def escalate(office_id: int, now: datetime) -> int:
    """Tell the next one above of each message that is late, one level each: what was missed while nothing ran is caught
    up by asking again. Returns how many climbed."""
    with transaction(office_id, KEEPER) as tell:
        about = queries.furniture(tell.session, office_id)
        late = queries.to_escalate(tell.session, office_id, now, PIECE)
        for message in late:
            held = Held(tell, message, about)
            message.escalation += 1
            message.escalates_at = rules.next_escalation(
                held.calendar, message.started_at, message.due_at, message.escalation
            )
            above = about.told(message.unit_id, message.escalation)
            held.note("escalate", note=above.name.fa)
            message.turn -= 1  # nothing of what is being typed about it has grown old
            tell(MessageEscalated(message.id, message.escalation, above.id))
        return len(late)


def close_quiet(office_id: int, now: datetime) -> int:
    """Answers nobody came back to are closed; those whose citizen is still to be rung are not, until that has waited as
    long. Returns how many."""
    with transaction(office_id, KEEPER) as tell:
        about = queries.furniture(tell.session, office_id)
        before = now - timedelta(days=about.policy.quiet_days)
        quiet = queries.quiet(tell.session, office_id, before, PIECE)
        for message in quiet:
            Held(tell, message, about).move("close")
            message.ended_at = tell.at
            call = queries.feedback_of(tell.session, message.id)
            if call is not None:
                call.outcome, call.done_at = NOT_MADE, tell.at
        return len(quiet)
