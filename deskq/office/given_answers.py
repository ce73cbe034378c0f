"""Responses stored by Idempotency-Key (API) or by the key of a form, so that a repeated request changes nothing and
gets the same response."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, bindparam, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.fixed import FixedStatement
from deskq.core.extensions import Model


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
