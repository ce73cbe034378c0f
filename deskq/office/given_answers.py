"""Responses stored by Idempotency-Key (API) or by the key of a form, so that a repeated request changes nothing and
gets the same response."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.fixed import FixedStatement
from deskq.core.errors import DomainError
from deskq.core.extensions import Model
from deskq.core.transactions import Transaction


class GivenAnswer(Model):
    """The response to one key of one caller. Never contains a secret: it is derived again
    (core.secrets)."""

    office_id: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    given_at: Mapped[datetime] = mapped_column(UtcMicroseconds, index=True)


ANSWERS: Any = GivenAnswer.__table__
FIND = FixedStatement(
    select(ANSWERS.c.fingerprint, ANSWERS.c.body).where(
        ANSWERS.c.office_id == bindparam("office"),
        ANSWERS.c.by == bindparam("caller"),
        ANSWERS.c.key == bindparam("name"),
    )
)
STORE = FixedStatement(insert(ANSWERS), ANSWERS.columns.keys())


def find(tx: Transaction, key: str, fingerprint: str, differs: type[DomainError]) -> str | None:
    """What was stored for this key of the caller; None the first time. Raises ``differs`` if the request with that key
    had another fingerprint."""
    earlier = FIND.first(tx.connection, {"office": tx.office_id, "caller": tx.by, "name": key})
    if earlier is None:
        return None
    same, body = earlier
    if same != fingerprint:
        raise differs
    return str(body)


def store(tx: Transaction, key: str, fingerprint: str, body: str) -> None:
    row = {"office_id": tx.office_id, "by": tx.by, "key": key, "fingerprint": fingerprint, "body": body}
    tx.send(STORE, row | {"given_at": tx.at})
