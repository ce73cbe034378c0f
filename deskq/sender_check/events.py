"""Events of the check of a sender: neither number nor code."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SenderCodeAsked:
    """Somebody with the tracking code asked for a code by SMS to the number of the sender; the event carries neither.
    ``number`` counts the codes of this message."""

    kind: ClassVar[str] = "message.sender_code_asked"
    personal: ClassVar[bool] = True
    message: int
    number: int


@dataclass(frozen=True, slots=True)
class SenderCheckReset:
    """At the desk the sender was let try the four digits of a message anew; ``by`` of the journal says who did it."""

    kind: ClassVar[str] = "message.sender_check_reset"
    personal: ClassVar[bool] = True
    message: int
