"""Events of inbound SMS."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class ReplyNeeded:
    """A text is answered: it asked how a message stands, or rated a visit; ``text`` is the row of ``incoming``."""

    kind: ClassVar[str] = "message.text_asked"
    text: int
