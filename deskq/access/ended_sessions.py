"""The table of sessions that were signed out: the cookie may still exist somewhere and must not be accepted."""

from datetime import datetime

from sqlalchemy import String, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from deskq.access.session_rules import CLOCK_TOLERANCE, MAX_SESSION_LENGTH
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.transactions import Transaction


class EndedSession(Model):
    """``key`` is the session's key from its cookie. Kept until the session would have ended anyway."""

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(UtcMicroseconds, index=True)


_SELECT = select(EndedSession.key).where(EndedSession.key == bindparam("key"))


def is_ended(session: Session, key: str) -> bool:
    """Whether this session was signed out, in any process."""
    return session.connection().execute(_SELECT, {"key": key}).first() is not None


def end(tx: Transaction, key: str) -> None:
    """Sign this session out in every process, and delete rows that are no longer needed."""
    expired = EndedSession.ended_at < tx.at - MAX_SESSION_LENGTH - CLOCK_TOLERANCE
    tx.session.execute(delete(EndedSession).where(expired))
    tx.session.merge(EndedSession(key=key, ended_at=tx.at))
