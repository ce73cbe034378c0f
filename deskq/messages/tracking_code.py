"""The tracking code: twelve digits in groups of four; the last is a check digit."""

import secrets

from deskq.core.errors import N_, DomainError
from deskq.core.text import check_digit, persian

LENGTH = 12
TAIL = 4


class WrongCode(DomainError):
    """Such a code is never looked up, so nothing is disclosed."""

    slug, status = "wrong-code", 422
    title = N_("This tracking code has a wrong digit. Please compare it with your slip or text message.")


class WrongLength(WrongCode):
    title = N_("A tracking code has twelve digits. Please compare it with your slip or text message.")


def new() -> str:
    """Random with a check digit, never beginning with 0, which people leave out. With a million messages one guess
    in nearly a hundred thousand hits, and guesses are limited."""
    body = str(10 ** (LENGTH - 2) + secrets.randbelow(9 * 10 ** (LENGTH - 2)))
    return body + check_digit.digit(body)


def found_in(typed: str) -> str | None:
    """The code in what was typed, in any digits with spaces or dashes; None if a digit is wrong."""
    found = digits(typed)
    return found if is_as_long(found) and check_digit.is_valid(found) else None


def digits(typed: str) -> str:
    """What was typed without the spaces and dashes that part a code, in ASCII digits."""
    return persian.only_digits(typed)


def is_as_long(digits: str) -> bool:
    return len(digits) == LENGTH and digits.isascii() and digits.isdecimal()


def read(typed: str) -> str:
    """The same, or ``WrongCode``; ``WrongLength`` where digits are missing or too many."""
    found = found_in(typed)
    if found is None:
        raise WrongCode if is_as_long(digits(typed)) else WrongLength
    return found


def spaced(digits: str) -> str:
    """1234 5678 9012: as it is shown, read out and printed."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def isolated(digits: str) -> str:
    """Spaced, and in its own direction: for a sentence of either writing."""
    return f"\u2066{spaced(digits)}\u2069"


def tail(text: str) -> str:
    """The last four digits of a phone number or national ID, which open the personal parts."""
    return "".join(char for char in persian.ascii_digits(text) if char.isdecimal())[-TAIL:]
