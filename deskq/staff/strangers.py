"""Wrong passwords for names that are not here. They lock like those of people, or the lock would tell who works here.

Kept in the database, so that every process counts the same, and only so many: a name tried longest ago goes first.
"""

import hashlib
import hmac

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from deskq import persian
from deskq.staff import rules
from deskq.staff.models import Stranger
from deskq.transactions import Transaction

MOST = 10_000
_key = b""


def use_key(secret: str) -> None:
    """The server's key; what stands in the database cannot be tried out without it."""
    global _key
    _key = secret.encode()


def attempts(session: Session, sign_in_name: str) -> Stranger:
    """What is remembered of a name; of one never tried, that nothing is."""
    name = _hashed(sign_in_name)
    return session.get(Stranger, name, populate_existing=True) or Stranger(name=name, failures=0)


def remember(tell: Transaction, sign_in_name: str) -> None:
    """Count a wrong password, unless the door was shut in the meantime."""
    kept = attempts(tell.session, sign_in_name)
    kept.tried_at = tell.at
    if kept.locked_until is None or kept.locked_until <= tell.at:
        kept.failures += 1
        lock = rules.lock_after(kept.failures)
        kept.locked_until = tell.at + lock if lock else None
    if kept not in tell.session:
        tell.session.add(kept)
        _forget_oldest(tell.session)


def _forget_oldest(session: Session) -> None:
    session.flush()
    if session.scalars(select(func.count()).select_from(Stranger)).one() > MOST:
        oldest = select(Stranger.name).order_by(Stranger.tried_at).limit(1)
        session.execute(delete(Stranger).where(Stranger.name == oldest.scalar_subquery()))


def _hashed(sign_in_name: str) -> str:
    """Because people type their password into the wrong field."""
    return hmac.new(
        _key, b"stranger\0" + persian.key(sign_in_name).encode(errors="replace"), hashlib.sha256
    ).hexdigest()
