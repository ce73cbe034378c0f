"""Events of the check of a sender. They contain neither the number nor the code."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SenderCodeAsked:
    """A person with the tracking code asked for a code by SMS to the sender's number. ``number`` counts the codes of
    this message."""

    kind: ClassVar[str] = "message.sender_code_asked"
    personal: ClassVar[bool] = True
    message: int
    number: int


@dataclass(frozen=True, slots=True)
class SenderCheckReset:
    """The desk allowed the sender to try the four digits of a message again; ``by`` in the journal says who did it."""

    kind: ClassVar[str] = "message.sender_check_reset"
    personal: ClassVar[bool] = True
    message: int
