"""A sign-in whose second step is left, and a secret that is being set up: both in the signed session cookie.

The cookie signs nobody in. The secret in it is encrypted, and stored for the person only after a first code of it: what
others began with the same password cannot become the secret of this browser.
"""

from datetime import timedelta
from typing import NamedTuple

from flask import session

from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.db.field_encryption import CannotDecrypt
from deskq.core.extensions import db
from deskq.staff import queries
from deskq.staff.models import Person
from deskq.staff.second_factor import rules

SIGN_IN, SECRET = "unfinished_sign_in", "unfinished_secret"
LONGEST = timedelta(minutes=15)
CONTEXT = "second_factor.secret"


class SignIn(NamedTuple):
    person: Person
    next: str  #: where to go after it


def begin(person: Person, following: str) -> None:
    """The password was right and a second step is left; nothing of an older session is kept."""
    session.clear()
    session[SIGN_IN] = [person.id, person.epoch, _now(), following]


def current() -> SignIn | None:
    """None when it took too long, or when the person's sessions were ended meanwhile."""
    try:
        person_id, epoch, began, following = session[SIGN_IN]
        person = queries.person(db.session(), person_id)
        fresh = 0 <= _now() - began <= LONGEST.total_seconds()
    except (KeyError, TypeError, ValueError):
        return None
    if person is None or not person.active or person.epoch != epoch or not fresh:
        return None
    return SignIn(person, str(following))


def offer(secret: str) -> None:
    """Keep a new secret until a code of it is entered."""
    session[SECRET] = [field_encryption.encrypt(secret, CONTEXT), _now()]


def offered() -> str | None:
    """The secret being set up; None when it was too long ago."""
    try:
        sealed, began = session[SECRET]
        fresh = 0 <= _now() - began <= LONGEST.total_seconds()
        return field_encryption.decrypt(sealed, CONTEXT) if fresh else None
    except (KeyError, TypeError, ValueError, CannotDecrypt):
        return None


def require_offered() -> str:
    found = offered()
    if found is None:
        raise rules.SetUpOver
    return found


def withdraw() -> None:
    session.pop(SECRET, None)


def _now() -> float:
    return clock.now().timestamp()
