"""When a citizen may say that an answer helped, and take it back. Pure."""

from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError
from deskq.message_settings.kinds import REPORT

#: The outcome of a feedback call of the same meaning; and of a call that nobody made in time.
SATISFIED, NOT_MADE = "satisfied", "not_made"
UNDO = timedelta(minutes=1)
#: An SMS of one digit.
DIGITS = {"1": True, "2": False}


class NothingToSay(DomainError):
    slug = "nothing-to-say-helped"
    title = N_("You have already told us about this answer, or there is none yet.")


class NothingToTakeBack(DomainError):
    slug = "helped-not-taken-back"
    title = N_("This can be taken back within a minute only.")


class Answered(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def duplicate_of_id(self) -> int | None: ...


class Said(Protocol):
    @property
    def outcome(self) -> str | None: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def done_at(self) -> datetime | None: ...


def may_say(message: Answered, feedback: Said | None) -> bool:
    """An answer about which nothing was said yet. Of a duplicate its first message is asked about."""
    asked = feedback is None or feedback.outcome in (None, NOT_MADE)
    return (
        asked and message.state in ("answered", "closed") and message.duplicate_of_id is None and message.kind != REPORT
    )


def may_take_back(feedback: Said | None, now: datetime) -> bool:
    """Said by the citizen, not by an operator after a call, within the minute."""
    if feedback is None or feedback.outcome != SATISFIED or feedback.person_id is not None or feedback.done_at is None:
        return False
    return now - feedback.done_at <= UNDO
