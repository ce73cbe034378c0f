"""Events of the inbox: lists that were downloaded, filters that people keep; nothing of what they say."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MessagesExported:
    """A list of so many messages was downloaded; ``ending``: of the file."""

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
