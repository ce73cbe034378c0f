"""Failed sign-ins with unknown names. They lock like known names, or a lock would reveal who works here.

Stored in the database, so that every process counts the same. Their number is limited: the oldest is deleted first.
"""

import hashlib
import hmac

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from deskq.core.text import persian
from deskq.core.transactions import Transaction
from deskq.staff import rules
from deskq.staff.models import UnknownLogin

MOST = 10_000
_key = b""


def use_key(secret: str) -> None:
    """Set the key of the hashes: without it, names in the database cannot be guessed by trying."""
    global _key
    _key = secret.encode()


def attempts(session: Session, sign_in_name: str) -> UnknownLogin:
    """The stored attempts of a name, or a new row without any."""
    name = _hashed(sign_in_name)
    return session.get(UnknownLogin, name, populate_existing=True) or UnknownLogin(name=name, failures=0)


def remember(tx: Transaction, sign_in_name: str) -> None:
    """Count a wrong password, unless the name has been locked in the meantime."""
    kept = attempts(tx.session, sign_in_name)
    kept.tried_at = tx.at
    if kept.locked_until is None or kept.locked_until <= tx.at:
        kept.failures += 1
        lock = rules.lock_after(kept.failures)
        kept.locked_until = tx.at + lock if lock else None
    if kept not in tx.session:
        tx.session.add(kept)
        _forget_oldest(tx.session)


def _forget_oldest(session: Session) -> None:
    session.flush()
    if session.scalars(select(func.count()).select_from(UnknownLogin)).one() > MOST:
        oldest = select(UnknownLogin.name).order_by(UnknownLogin.tried_at).limit(1)
        session.execute(delete(UnknownLogin).where(UnknownLogin.name == oldest.scalar_subquery()))


def _hashed(sign_in_name: str) -> str:
    """The HMAC of a name, not the name: people also type their password into this field."""
    return hmac.new(
        _key, b"stranger\0" + persian.search_key(sign_in_name).encode(errors="replace"), hashlib.sha256
    ).hexdigest()
