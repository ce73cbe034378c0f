"""Events of notes. Their texts are never in the journal."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class NoteAdded:
    kind: ClassVar[str] = "note.added"
    personal: ClassVar[bool] = True
    ticket: int
    note: int


@dataclass(frozen=True, slots=True)
class NoteRemoved:
    kind: ClassVar[str] = "note.removed"
    personal: ClassVar[bool] = True
    ticket: int
    note: int
