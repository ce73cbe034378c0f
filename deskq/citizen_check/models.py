"""Columns of wrong digits and codes of what a citizen sent in, and of the browsers in which they were verified."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.sms.one_time_code.models import CodeColumns

AFTER_KEY = 1  #: order of these columns: after that of the message or application, also in the primary key


class CheckColumns(CodeColumns):
    """Wrong tries for one message or application. Without tries there is no row."""

    #: Wrong digits over all time, from browsers in which the citizen was never verified.
    wrong: Mapped[int] = mapped_column(default=0, sort_order=AFTER_KEY)


class BrowserColumns:
    """A browser in which the citizen was verified, by the hash of its cookie. Wrong digits in others do not lock it."""

    browser: Mapped[str] = mapped_column(String(64), primary_key=True, sort_order=AFTER_KEY)
    wrong: Mapped[int] = mapped_column(default=0, sort_order=AFTER_KEY)
    proved_at: Mapped[datetime] = mapped_column(UtcMicroseconds, sort_order=AFTER_KEY)
