"""Events of the inbox: downloaded lists, saved filters. They contain no texts."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MessagesExported:
    """A list of ``messages`` messages was downloaded; ``ending``: ending of the file name."""

    kind: ClassVar[str] = "message.list_exported"
    personal: ClassVar[bool] = True
    messages: int
    ending: str


@dataclass(frozen=True, slots=True)
class SavedFilterChanged:
    """A person saved, renamed or deleted (``what``) a filter of their own."""

    kind: ClassVar[str] = "inbox.saved_filter_changed"
    personal: ClassVar[bool] = True
    saved_filter: int
    what: str
