"""Rules of passwords, sign-in locks and roles."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text.names import Name

SHORTEST = 10
LONGEST = 200
#: Wrong passwords without a lock: for one name from one place (an address or a known browser), and for one name from
#: all places where its person has not signed in, before and after an unlock.
FREE_FAILURES = 4
FREE_OF_STRANGERS, FREE_AFTER_UNLOCK = 20, 200
UNLOCKED = FREE_OF_STRANGERS - FREE_AFTER_UNLOCK
LONGEST_LOCK = timedelta(minutes=15)
#: Clerk at a counter, host in the hall, expert of a unit, operator of 137, desk supervisor, inspectorate and complaints
#: (one role), deputy or mayor, manager of several offices (reads only), admin (R31).
ROLES = ("clerk", "host", "expert", "operator", "supervisor", "inspectorate", "executive", "regional", "admin")
ROLE_NAMES = {
    "clerk": Name("متصدی باجه", "Clerk"),
    "host": Name("میزبان سالن", "Hall host"),
    "expert": Name("کارشناس", "Unit expert"),
    "operator": Name("اپراتور ۱۳۷", "137 operator"),
    "supervisor": Name("مسئول میز خدمت", "Desk supervisor"),
    "inspectorate": Name("بازرسی و شکایات", "Inspectorate"),
    "executive": Name("معاون یا شهردار", "Deputy or mayor"),
    "regional": Name("مدیر چند اداره", "Regional manager"),
    "admin": Name("مدیر سامانه", "Admin"),
}


class WrongSignIn(DomainError):
    slug, status = "wrong-sign-in", 401
    title = N_("Wrong name or password.")


class LockedOut(DomainError):
    slug, status = "locked-out", 429
    title = N_("Too many wrong tries. Please wait %(seconds)s seconds and try again.")


class OwnRights(DomainError):
    slug = "own-rights"
    title = N_("You cannot remove your own permissions. Another admin can.")


class LastAdmin(DomainError):
    slug = "last-admin"
    title = N_("This is the last active admin. Please make another admin first.")


class Rights(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def role(self) -> str: ...
    @property
    def active(self) -> bool: ...


class Attempts(Protocol):
    locked_until: datetime | None


def lock_after(failures: int, free: int = FREE_FAILURES) -> timedelta:
    """How long sign-in is locked after so many wrong passwords in a row: after those that are ``free`` 2, 4, 8 ...
    seconds, at most 15 minutes."""
    if failures <= free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - free, 20)), LONGEST_LOCK)


def lock_seconds(counts: Iterable[Attempts], now: datetime) -> int:
    """Whole seconds until the last of these locks has ended; 0 when nothing is locked."""
    left = [row.locked_until - now for row in counts if row.locked_until is not None and row.locked_until > now]
    return 1 + int(max(left).total_seconds()) if left else 0


def check_locks(counts: Iterable[Attempts], now: datetime) -> None:
    if seconds := lock_seconds(counts, now):
        raise LockedOut(seconds=seconds)


def check_rights(person: Rights, role: str, active: bool, by: int | None, admins: Collection[int]) -> None:
    """Whether ``person`` may get this role and state. ``by`` is who changes it (None: an API client or the console),
    ``admins`` the ids of all active admins. Nobody changes their own rights, and one admin always remains."""
    if (person.role, person.active) == (role, active):
        return
    if by == person.id:
        raise OwnRights
    if (role != "admin" or not active) and set(admins) == {person.id}:
        raise LastAdmin


def check_password(new: str, sign_in_name: str) -> None:
    """Rules of length only. The sign-in name counts for nothing: without it, too, a password must be long enough, so
    that a long one may contain a short name by chance."""
    if len(new) < SHORTEST:
        raise InvalidInput({"new": N_("Please use at least 10 characters.")})
    if len(new) > LONGEST:
        raise InvalidInput({"new": N_("Please use at most 200 characters.")})
    rest = new.casefold().replace(sign_in_name.casefold(), "")
    if len(rest) < SHORTEST or len(set(rest)) < 4:
        raise InvalidInput({"new": N_("This password is too easy to guess.")})
