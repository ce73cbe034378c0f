"""Columns of a row that is verified by a code from an SMS."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds


class CodeColumns:
    """No readable code is stored: it is derived from ``code_seed`` (see rules.py)."""

    #: Codes sent by SMS so far: the number of the last one.
    codes: Mapped[int] = mapped_column(default=0)
    #: The last code is derived from this random text; None once it was used.
    code_seed: Mapped[str | None] = mapped_column(String(40))
    code_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Wrong tries with the last code.
    code_tries: Mapped[int] = mapped_column(default=0)
