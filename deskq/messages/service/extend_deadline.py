"""A later deadline, with a reason the citizen reads. The old one stays in the history (R5)."""

from datetime import datetime, timedelta

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.messages.models import Message
from deskq.messages.rules import transitions
from deskq.messages.service.edit import StaffAction, edit_as_handler

#: Nobody waits longer for an answer; what takes years is answered so, and scheduled.
LONGEST = timedelta(days=366)


def extend(action: StaffAction, due_at: datetime, reason: str) -> Message:
    """Promise a later moment. ``InvalidInput`` without a reason, or when it is not later, or more than a year ahead."""
    reason = persian.clean(reason)
    with edit_as_handler(action) as edited:
        transitions.check_clock_runs(edited.message)
        wrong = {}
        if not reason:
            wrong["words"] = N_("Please tell the citizen why it takes longer.")
        if due_at <= max(edited.at, edited.message.due_at):
            wrong["day"] = N_("The new date must be after the date already promised.")
        if due_at > edited.at + LONGEST:
            wrong["day"] = N_(
                "You can extend by one year at most. If it takes longer, answer with “Scheduled in the budget”."
            )
        if wrong:
            raise InvalidInput(wrong)
        edited.move("extend", words=reason, due_at=due_at)
        edited.promise(edited.message.started_at, due_at)
        return edited.message
