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
class MessageReclassified:
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
class ReportRead:
    """A confidential report was opened."""

    kind: ClassVar[str] = "message.report_read"
    message: int


@dataclass(frozen=True, slots=True)
class SenderAdded:
    """Whoever wrote it said afterwards who they are; never what they said."""

    kind: ClassVar[str] = "message.sender_given"
    message: int


@dataclass(frozen=True, slots=True)
class PersonErased:
    """The personal fields of so many messages were erased at the wish of their sender, or by rule."""

    kind: ClassVar[str] = "message.person_erased"
    messages: int


def moment(at: datetime) -> int:
    """Microseconds since 1970, as the journal writes times of events."""
    return int(at.timestamp() * 1_000_000)
