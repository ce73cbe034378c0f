"""Wrong digits and codes of one application, and the browsers in which its applicant was proven."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.sms.one_time_code.models import CodeColumns


class ApplicationCheck(CodeColumns, Model):
    """Wrong tries for one application; no row: none yet."""

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True, autoincrement=False)
    #: Wrong digits over all time, from browsers that never proved it.
    wrong: Mapped[int] = mapped_column(default=0)


class ApplicationBrowser(Model):
    """A browser in which the applicant was proven, by the hash of its cookie. Wrong digits of others do not close
    it."""

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True, autoincrement=False)
    browser: Mapped[str] = mapped_column(String(64), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    proved_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
