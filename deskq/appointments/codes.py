"""The code of an appointment: six digits, the last of which tells a slip of the finger; and what people type for it."""

import re
import secrets

from deskq import persian

LENGTH = 6
#: H. Michael Damm's quasigroup (2004): finds every wrong digit and every two neighbours exchanged.
DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def new() -> str:
    """Random, with its check digit; never begins with 0, which people leave out."""
    body = str(10_000 + secrets.randbelow(90_000))
    return body + str(_remainder(body))


def read(typed: str) -> str | None:
    """The code somebody typed, in any digits and spaces; None if a digit must be wrong."""
    digits = re.sub(r"[\s\-]", "", persian.ascii_digits(typed))
    if not (digits.isascii() and digits.isdecimal()) or len(digits) != LENGTH or _remainder(digits):
        return None
    return digits


def _remainder(digits: str) -> int:
    state = 0
    for digit in digits:
        state = int(DAMM[state][int(digit)])
    return state
