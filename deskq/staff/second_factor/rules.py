"""Rules of two-step sign-in: how long codes work, what is a recovery code, and why something is refused."""

import secrets

from deskq.core.errors import N_, DomainError
from deskq.core.text import persian

#: Seconds for which an app shows a code, and how many steps its clock may be ahead or behind.
STEP, DRIFT = 30, 1
DIGITS = 6
#: Recovery codes are digits only: Persian keyboards and screens type them too. 16 digits are 53 bits.
RECOVERY_CODES, RECOVERY_DIGITS = 10, 16
FEW_LEFT = 3  #: recovery codes from which on the account page asks to make new ones


class WrongCode(DomainError):
    slug, status = "wrong-code", 422
    title = N_("This code is wrong or was used before. Please wait for the next code in the app.")


class FactorRequired(DomainError):
    slug = "second-factor-required"
    title = N_("Your role needs two-step sign-in. You can move it to another phone, but not turn it off.")


class FactorMissing(DomainError):
    slug = "second-factor-missing"
    title = N_("Two-step sign-in is not on.")


class SetUpOver(DomainError):
    slug = "second-factor-not-begun"
    title = N_("This set-up is no longer open. Please begin again.")


class OwnFactor(DomainError):
    slug = "own-second-factor"
    title = N_("You cannot reset your own two-step sign-in. Another admin can.")


def in_groups(text: str) -> str:
    """A secret or a recovery code in groups of four, to be read out or typed."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def typed(code: str) -> str:
    """A code as typed, in ASCII digits, without spaces and dashes."""
    return persian.only_digits(code)


def is_recovery_code(code: str) -> bool:
    """Whether a typed code has the form of a recovery code and not of one of the app."""
    return len(code) == RECOVERY_DIGITS and code.isascii() and code.isdigit()


def new_recovery_codes() -> list[str]:
    return [f"{secrets.randbelow(10**RECOVERY_DIGITS):0{RECOVERY_DIGITS}}" for _ in range(RECOVERY_CODES)]
