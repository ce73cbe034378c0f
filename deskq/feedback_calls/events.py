"""Events of feedback calls; never a number, never what the citizen said."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FeedbackCallStarted:
    """The sender's number was shown for a feedback call; ``by`` of the journal says to whom."""

    kind: ClassVar[str] = "message.feedback_call_started"
    personal: ClassVar[bool] = True
    message: int


@dataclass(frozen=True, slots=True)
class FeedbackTaken:
    kind: ClassVar[str] = "message.feedback_taken"
    message: int
    outcome: str


@dataclass(frozen=True, slots=True)
class FeedbackTakenBack:
    """An operator undid a recorded outcome; the call is claimed again and its number shown again."""

    kind: ClassVar[str] = "message.feedback_taken_back"
    message: int
