"""What happens to messages. Never a word of a citizen, never who they are, never whom a report names."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MessageRegistered:
    kind: ClassVar[str] = "message.registered"
    message: int
    sort: str
    channel: str
    unit: int
    due: int


@dataclass(frozen=True, slots=True)
class MessageMoved:
    """One verb of ``rules.MOVES``; ``due`` (microseconds) where it made a new promise."""

    kind: ClassVar[str] = "message.moved"
    message: int
    verb: str
    state: str
    unit: int
    outcome: str | None = None
    due: int | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class MessageSorted:
    """The kind, category, class or place was put right; only the names of what changed."""

    kind: ClassVar[str] = "message.sorted"
    message: int
    changed: str


@dataclass(frozen=True, slots=True)
class MessageEscalated:
    kind: ClassVar[str] = "message.escalated"
    message: int
    level: int
    unit: int


@dataclass(frozen=True, slots=True)
class SenderRevealed:
    """Somebody looked at who wrote a message; ``by`` of the journal says who."""

    kind: ClassVar[str] = "message.sender_revealed"
    message: int
    why: str


@dataclass(frozen=True, slots=True)
class CallerLookedUp:
    """Somebody asked what came from a number before, and was shown so many messages; never which number."""

    kind: ClassVar[str] = "message.caller_looked_up"
    shown: int


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A confidential report was opened."""

    kind: ClassVar[str] = "message.report_read"
    message: int


@dataclass(frozen=True, slots=True)
class FeedbackCallStarted:
    """The number of its sender was shown to whoever rings about the answer; ``by`` of the journal says to whom."""

    kind: ClassVar[str] = "message.feedback_call_started"
    message: int


@dataclass(frozen=True, slots=True)
class SenderGiven:
    """Whoever wrote it said afterwards who they are; never what they said."""

    kind: ClassVar[str] = "message.sender_given"
    message: int


@dataclass(frozen=True, slots=True)
class FeedbackTaken:
    kind: ClassVar[str] = "message.feedback_taken"
    message: int
    outcome: str


@dataclass(frozen=True, slots=True)
class FeedbackTakenBack:
    """What an operator had written down of a call was a slip; the call is theirs again, and its number shown again."""

    kind: ClassVar[str] = "message.feedback_taken_back"
    message: int


@dataclass(frozen=True, slots=True)
class BoxOpened:
    kind: ClassVar[str] = "box.opened"
    opening: int
    box: int
    slips: int


@dataclass(frozen=True, slots=True)
class BoxOpeningClosed:
    kind: ClassVar[str] = "box.closed"
    opening: int
    typed: int
    empty: int


@dataclass(frozen=True, slots=True)
class BoxSlipUndone:
    """A slip was typed in by mistake; ``message`` is None of one that said nothing."""

    kind: ClassVar[str] = "box.slip_undone"
    opening: int
    message: int | None


@dataclass(frozen=True, slots=True)
class TextAsked:
    """A text is answered: it asked how a message stands, or rated a visit; ``text`` is the row of ``incoming``."""

    kind: ClassVar[str] = "message.text_asked"
    text: int


@dataclass(frozen=True, slots=True)
class PersonErased:
    """The personal fields of so many messages were erased at the wish of their sender, or by rule."""

    kind: ClassVar[str] = "message.person_erased"
    messages: int


def moment(at: datetime) -> int:
    """Microseconds since 1970, as the journal writes times of events."""
    return int(at.timestamp() * 1_000_000)
