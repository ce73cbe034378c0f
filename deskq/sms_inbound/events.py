"""Events of inbound SMS."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ReplyNeeded:
    """An SMS is to be answered: it asked for a state or rated a visit; ``text`` is its row in incoming_text."""

    kind: ClassVar[str] = "message.text_asked"
    text: int
