"""Events of staff. They never contain a password or a mistyped sign-in name."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PersonEvent:
    kind: ClassVar[str] = "person.changed"
    personal: ClassVar[bool] = True
    person: int


class SignedIn(PersonEvent):
    kind = "person.signed_in"


class LockedOutFor(PersonEvent):
    kind = "person.locked_out"


@dataclass(frozen=True, slots=True)
class SignedOut:
    """A person ended their session ``session``, which signs out its other pages too. ``parting`` is what should happen
    to their unfinished work; its values are defined by the listeners."""

    kind: ClassVar[str] = "person.signed_out"
    personal: ClassVar[bool] = True
    person: int
    session: str
    parting: str = ""


class PasswordChanged(PersonEvent):
    kind = "person.password_changed"


class SignedOutEverywhere(PersonEvent):
    kind = "person.signed_out_everywhere"


class Unlocked(PersonEvent):
    kind = "person.unlocked"


class PersonSaved(PersonEvent):
    kind = "person.saved"


@dataclass(frozen=True, slots=True)
class LeaveGiven:
    """A person is on leave and has a substitute, from the first day to the last (as 2026-11-24)."""

    kind: ClassVar[str] = "person.leave_given"
    personal: ClassVar[bool] = True
    person: int
    leave: int
    substitute: int
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class LeaveEnded:
    kind: ClassVar[str] = "person.leave_ended"
    personal: ClassVar[bool] = True
    person: int
    leave: int
