"""Events of staff. They never contain a password, a code, a secret or a mistyped sign-in name."""

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


@dataclass(frozen=True, slots=True)
class PersonSaved(PersonEvent):
    """An account was made or changed; ``role`` and ``active`` as they are now (entries of before 2026-12-03 do not tell
    them)."""

    kind: ClassVar[str] = "person.saved"
    role: str = ""
    active: bool = True


class SecondFactorSet(PersonEvent):
    """Two-step sign-in was set up, or moved to another phone."""

    kind = "person.second_factor_set"


class SecondFactorRemoved(PersonEvent):
    """The person has turned two-step sign-in off."""

    kind = "person.second_factor_removed"


class SecondFactorReset(PersonEvent):
    """An admin or a command has turned two-step sign-in off, because the phone is lost."""

    kind = "person.second_factor_reset"


class RecoveryCodesMade(PersonEvent):
    kind = "person.recovery_codes_made"


class RecoveryCodeUsed(PersonEvent):
    kind = "person.recovery_code_used"


class WrongCodeEntered(PersonEvent):
    """A wrong code came after the right password: somebody may know it."""

    kind = "person.wrong_code"


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


@dataclass(frozen=True, slots=True)
class SecondFactorRolesSet:
    """``roles``, separated by spaces, need two-step sign-in from now on."""

    kind: ClassVar[str] = "office.second_factor_roles"
    roles: str


@dataclass(frozen=True, slots=True)
class TrainingEntered:
    """A training of a person in the register; days in ISO 8601, ``last_day`` empty if it does not end. What it was in,
    and who gave it, is only in the register."""

    kind: ClassVar[str] = "person.training_entered"
    personal: ClassVar[bool] = True
    person: int
    training: int
    first_day: str
    last_day: str


@dataclass(frozen=True, slots=True)
class TrainingRemoved:
    kind: ClassVar[str] = "person.training_removed"
    personal: ClassVar[bool] = True
    person: int
    training: int


class PersonRemoved(PersonEvent):
    """An account that nobody had used was removed with its course."""

    kind = "person.removed"


@dataclass(frozen=True, slots=True)
class CourseRegistered:
    """Accounts for a class of trainees were made; ``last_day`` in ISO 8601, empty if they do not end."""

    kind: ClassVar[str] = "course.registered"
    course: int
    people: int
    last_day: str


@dataclass(frozen=True, slots=True)
class CourseUndone:
    """All accounts of the course were removed: nobody had used them."""

    kind: ClassVar[str] = "course.undone"
    course: int
    people: int


@dataclass(frozen=True, slots=True)
class CourseEnded:
    """The accounts of the course can no longer sign in."""

    kind: ClassVar[str] = "course.ended"
    course: int
    people: int


@dataclass(frozen=True, slots=True)
class CourseLeft:
    """The account stays when the course ends."""

    kind: ClassVar[str] = "course.left"
    personal: ClassVar[bool] = True
    course: int
    person: int
