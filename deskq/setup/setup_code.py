"""The set-up code of a new installation. A person who knows it may add the first administrator from another machine.

It is derived from the secret key, so that every process and every start prints the same code and nothing stores it.
Once there is an administrator, the code is useless.
"""

import hashlib
import hmac

from deskq.core.text import persian

#: Without the characters that look like another one: I, L, O, 0, 1. There are 31 ** 12, about 2 ** 59, codes.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH, GROUP = 12, 4


def setup_code(secret_key: str) -> str:
    """``K7M4-2QXD-9FRT``."""
    number = int.from_bytes(hmac.digest(secret_key.encode(), b"setup code\0", hashlib.sha256))
    letters = ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def is_right(secret_key: str, typed: str) -> bool:
    """Whether this is the code, typed with or without hyphens, in any case."""
    return hmac.compare_digest(_plain(setup_code(secret_key)), _plain(typed))


def _plain(typed: str) -> bytes:
    return "".join(char for char in persian.ascii_digits(typed).upper() if char.isalnum()).encode()
