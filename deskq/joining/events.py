"""Events of tickets taken from outside."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RemoteCodeAsked:
    """Somebody who wants to join from outside is texted a code: the first of ``request``, or the one with this
    ``number``."""

    kind: ClassVar[str] = "remote.code_asked"
    request: int
    number: int


@dataclass(frozen=True, slots=True)
class RemoteJoined:
    kind: ClassVar[str] = "remote.joined"
    ticket: int


@dataclass(frozen=True, slots=True)
class RemoteTurnPassed:
    """Its turn came while its visitor was not here; ``called`` is the ticket called instead."""

    kind: ClassVar[str] = "remote.turn_passed"
    ticket: int
    called: int


@dataclass(frozen=True, slots=True)
class RemoteTurnReturned:
    """The call at which its turn passed was a mistake: it was undone, or its visitor put back."""

    kind: ClassVar[str] = "remote.turn_returned"
    ticket: int


@dataclass(frozen=True, slots=True)
class RemoteArrived:
    """``way``: by the code at the door, by distance, or at the kiosk; ``kept``: with the claim since joining."""

    kind: ClassVar[str] = "remote.arrived"
    ticket: int
    way: str
    kept: bool


@dataclass(frozen=True, slots=True)
class RemoteToldToLeave:
    """Its visitor is texted to leave now."""

    kind: ClassVar[str] = "remote.told_to_leave"
    ticket: int
