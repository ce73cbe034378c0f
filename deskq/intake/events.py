"""Events of the intake form."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CallerLookedUp:
    """Somebody asked what came from a number before, and was shown so many messages; never which number."""

    kind: ClassVar[str] = "message.caller_looked_up"
    personal: ClassVar[bool] = True
    shown: int
