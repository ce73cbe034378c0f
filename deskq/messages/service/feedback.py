"""What the citizen said when the operator rang about an answer (R23)."""

from datetime import timedelta

from deskq import persian
from deskq.errors import N_, BadFields, NotFound, Refused
from deskq.messages import queries, rules
from deskq.messages.events import FeedbackTaken
from deskq.messages.models import Feedback, Message
from deskq.messages.service.citizen import reopen
from deskq.messages.service.held import Held
from deskq.persian import Name
from deskq.transactions import transaction

FEEDBACK_OUTCOMES = {
    "satisfied": Name("راضی بود", "Satisfied"),
    "not_satisfied": Name("راضی نبود: باز شود", "Not satisfied: reopen"),
    "unsure": Name("نظری نداشت", "No opinion"),
    "no_answer": Name("پاسخ نداد: دوباره زنگ بزنیم", "No answer: ring again"),
    "wrong_number": Name("شماره اشتباه بود", "Wrong number"),
    "refused": Name("نخواست گفت‌وگو کند", "Did not want to talk"),
}
AGAIN_AFTER = timedelta(hours=4)
MOST_TRIES = 3


class AlreadyRung(Refused):
    slug = "already-rung"
    title = N_("Somebody has rung about this answer already.")


def take_feedback(office_id: int, by: str, person_id: int, feedback_id: int, outcome: str, note: str = "") -> Message:
    """Write down a call. Satisfied: closed. Not satisfied: opened again, once by right. Not there: rung again."""
    note = persian.clean(note)[:1000]
    if outcome not in FEEDBACK_OUTCOMES:
        raise BadFields({"outcome": N_("Please choose one of the given values.")})
    with transaction(office_id, by) as tell:
        found = tell.session.get(Feedback, feedback_id)
        message = queries.by_id(tell.session, office_id, found.message_id) if found is not None else None
        if found is None or message is None:
            raise NotFound
        if found.outcome is not None:
            raise AlreadyRung
        found.tries, found.person_id, found.note = found.tries + 1, person_id, note
        if outcome == "no_answer" and found.tries < MOST_TRIES:
            found.next_at = tell.at + AGAIN_AFTER
            return message
        found.outcome, found.done_at = outcome, tell.at
        tell(FeedbackTaken(message.id, outcome))
        held = Held(tell, message, queries.furniture(tell.session, office_id))
        if outcome == "satisfied" and rules.may_move(message.state, "close"):
            held.move("close", note=note)
            message.ended_at = tell.at
        elif outcome == "not_satisfied":
            reopen(held, "reopen", note)
        return message
