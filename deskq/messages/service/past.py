"""A message that came in before it was typed or imported: its day is stated, and its clock does not run backwards."""

from deskq.core.transactions import Transaction
from deskq.messages.events import PastMessageRecorded
from deskq.messages.models import Message, Step
from deskq.messages.service.message_input import Past


def record(tx: Transaction, message: Message, past: Past) -> None:
    """Mark a new message as one of the past. A settled one is closed at once: nobody is told, no deadline of it can be
    kept or missed, and it is counted by its stated day. Of one that is still to be answered the deadline counts from
    now."""
    message.recorded_at, message.import_id = tx.at, past.import_id
    if past.settled:
        message.state, message.ended_at, message.escalates_at = "closed", tx.at, None
        message.first_due_at = None
        message.outcome, message.verdict, message.root_cause = past.outcome, past.verdict, past.root_cause
        message.answered_at = past.answered_at
        if past.answer or past.outcome:
            _add_step(tx, message, "answer", past.answer, past.outcome)
        _add_step(tx, message, "close")
    tx.record(PastMessageRecorded(message.id, message.kind, message.channel, message.day, past.settled, past.import_id))


def _add_step(tx: Transaction, message: Message, verb: str, words: str = "", outcome: str | None = None) -> None:
    """What became of it then; words about a confidential report are encrypted like its own."""
    field = "sealed" if message.sealed_body is not None else "words"
    tx.session.add(
        Step(
            message_id=message.id, at=tx.at, verb=verb, person_id=message.taken_by_id, by=tx.by,
            unit_id=message.unit_id, outcome=outcome, **({field: words} if words else {}),
        )
    )  # fmt: skip
