"""Events of messages: never a citizen's words, never who they are, never whom a report names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class MessageRegistered:
    kind: ClassVar[str] = "message.registered"
    message: int
    sort: str
    channel: str
    unit: int
    due: int


@dataclass(frozen=True, slots=True)
class PastMessageRecorded:
    """A message with a stated day of the past (a Jalali number) was typed or imported; the entry has the real time.
    ``settled``: it is for the reports only."""

    kind: ClassVar[str] = "message.past"
    message: int
    sort: str
    channel: str
    day: int
    settled: bool
    import_id: int | None


@dataclass(frozen=True, slots=True)
class MessageMoved:
    """A verb of ``rules.transitions.MOVES``; ``due`` (microseconds) where it made a new promise."""

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
    """Kind, category, class or place was corrected; ``changed`` are the names of the fields alone."""

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
class MessageCovered:
    """Its ``unit`` has nobody: the unit ``reads`` does instead, None: those who see all messages, or, where ``unit``
    has somebody again, nobody else."""

    kind: ClassVar[str] = "message.covered"
    message: int
    unit: int
    reads: int | None = None


@dataclass(frozen=True, slots=True)
class SenderRevealed:
    """A member of staff saw who wrote a message; ``by`` of the journal says who."""

    kind: ClassVar[str] = "message.sender_revealed"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    message: int
    why: str


@dataclass(frozen=True, slots=True)
class ComplaintPassedOn:
    """The inspectorate passed a complaint about staff on to a unit, so that others than itself read it."""

    kind: ClassVar[str] = "message.complaint_passed_on"
    personal: ClassVar[bool] = True
    free_texts: ClassVar[Mapping[str, str]] = {"why": "typed"}
    message: int
    unit: int
    why: str


@dataclass(frozen=True, slots=True)
class ReportRead:
    """A confidential report was opened."""

    kind: ClassVar[str] = "message.report_read"
    personal: ClassVar[bool] = True
    message: int


@dataclass(frozen=True, slots=True)
class SenderAdded:
    """The sender gave name or number after registration; the event carries neither."""

    kind: ClassVar[str] = "message.sender_given"
    message: int


@dataclass(frozen=True, slots=True)
class PersonErased:
    """Personal fields of that many messages were erased, on request or by rule."""

    kind: ClassVar[str] = "message.person_erased"
    personal: ClassVar[bool] = True
    messages: int


def moment(at: datetime) -> int:
    """Microseconds since 1970, as the journal writes times of events."""
    return (at - EPOCH) // MICROSECOND
