"""Events of the inbox: who downloaded a list, never what it said."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MessagesExported:
    """A list of so many messages was downloaded; ``ending``: of the file."""

    kind: ClassVar[str] = "message.list_exported"
    personal: ClassVar[bool] = True
    messages: int
    ending: str
