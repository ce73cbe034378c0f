"""Events of tickets taken from outside."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RemoteCodeAsked:
    """A code is sent for the join request ``request``; ``number`` counts its codes."""

    kind: ClassVar[str] = "remote.code_asked"
    request: int
    number: int


@dataclass(frozen=True, slots=True)
class RemoteJoined:
    kind: ClassVar[str] = "remote.joined"
    ticket: int


@dataclass(frozen=True, slots=True)
class RemoteTurnPassed:
    """The turn of a ticket came while its visitor was not here; ``called`` is the ticket called instead."""

    kind: ClassVar[str] = "remote.turn_passed"
    ticket: int
    called: int


@dataclass(frozen=True, slots=True)
class RemoteTurnReturned:
    """The call at which the ticket's turn passed was a mistake: it was undone, or the called visitor was put back."""

    kind: ClassVar[str] = "remote.turn_returned"
    ticket: int


@dataclass(frozen=True, slots=True)
class RemoteArrived:
    """``way``: by the code at the door, by distance, or at the kiosk. ``kept``: waiting counts from joining."""

    kind: ClassVar[str] = "remote.arrived"
    ticket: int
    way: str
    kept: bool


@dataclass(frozen=True, slots=True)
class RemoteToldToLeave:
    """The visitor gets an SMS to leave now."""

    kind: ClassVar[str] = "remote.told_to_leave"
    ticket: int
