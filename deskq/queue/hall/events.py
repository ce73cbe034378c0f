"""Events of calls for help and of lines of text to counters. A line's text is never in the journal."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """A counter asked for help, or a supervisor took back the answer that somebody goes there."""

    kind: ClassVar[str] = "help.asked"
    counter: int
    number: int


@dataclass(frozen=True, slots=True)
class HelpEnded:
    """``answered``: somebody goes there; otherwise the counter no longer needs help."""

    kind: ClassVar[str] = "help.ended"
    counter: int
    number: int
    answered: bool


@dataclass(frozen=True, slots=True)
class LineSent:
    """A line of text was sent to the counters with these numbers."""

    kind: ClassVar[str] = "line.sent"
    counters: list[int]


@dataclass(frozen=True, slots=True)
class LineWithdrawn:
    """``line`` is the sequence of the entry that sent it."""

    kind: ClassVar[str] = "line.withdrawn"
    line: int


@dataclass(frozen=True, slots=True)
class LineRead:
    kind: ClassVar[str] = "line.read"
    line: int
    counter: int
