"""Password hashing: Argon2id with the parameters OWASP recommends for a small machine (19 MiB, 2 passes, 1 lane).

Under gevent it runs in a real thread, so that a sign-in never delays calls.
"""

import secrets
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import gevent
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw
from gevent import monkey

from deskq.core.db.writing import end_reading

T = TypeVar("T")
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"

hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Checked for unknown names, so that the response takes as long as for known ones. Made with the parameters above.
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$DmP3q1eEcj5PLFyQ2MxD+A$YXYcbPc7YgxVLJcmN9QbhRCQCynFlUDGSm+PQQCVfCE"


def hash_password(password: str) -> str:
    return _in_thread(lambda: hasher.hash(password))


def matches(password_hash: str, password: str) -> bool:
    return _in_thread(lambda: _verify(password_hash, password))


def _verify(password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _in_thread(work: Callable[[], T]) -> T:
    if not monkey.is_module_patched("threading"):
        return work()
    end_reading()
    result: T = gevent.get_hub().threadpool.apply(work)
    return result


def hash_code(code: str, salt: bytes) -> str:
    """A recovery code as hexadecimal digits, as slow as a password. All codes of a person have one salt, so that one
    hash finds which of them it is."""
    time, memory, lanes = hasher.time_cost, hasher.memory_cost, hasher.parallelism
    work = partial(hash_secret_raw, time_cost=time, memory_cost=memory, parallelism=lanes, hash_len=32, type=Type.ID)
    return _in_thread(lambda: work(code.encode(), salt)).hex()


def suggestion() -> str:
    """A password easy to read out and type: 14 letters and digits that are not easily confused."""
    letters = "".join(secrets.choice(READABLE) for _ in range(14))
    return "-".join((letters[:5], letters[5:10], letters[10:]))
