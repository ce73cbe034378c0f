"""Events of imports of messages: counts, never what a table says. Each message has its own event ``message.past``."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MessagesImported:
    """A table was imported; ``same``: rows that had been imported before; ``refused``: rows."""

    kind: ClassVar[str] = "message_import.carried_out"
    message_import: int
    made: int
    same: int
    refused: int


@dataclass(frozen=True, slots=True)
class MessageImportUndone:
    """The messages of an import were taken back."""

    kind: ClassVar[str] = "message_import.undone"
    message_import: int
    messages: int
