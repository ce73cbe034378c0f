"""Codes of appointments: six digits, the last a check digit; and reading them as typed."""

import re
import secrets

from deskq.core.text import check_digit, persian

LENGTH = 6


def new() -> str:
    """Random, with its check digit; never begins with 0, which people leave out."""
    body = str(10_000 + secrets.randbelow(90_000))
    return body + check_digit.digit(body)


def read(typed: str) -> str | None:
    """The code as typed, in any digits and spaces; None if a digit must be wrong."""
    digits = re.sub(r"[\s\-]", "", persian.ascii_digits(typed))
    if not (digits.isascii() and digits.isdecimal()) or len(digits) != LENGTH or not check_digit.is_valid(digits):
        return None
    return digits
