"""Tables of wrong digits and codes of an application, and of the browsers in which its applicant was verified."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskq.citizen_check.models import BrowserColumns, CheckColumns
from deskq.core.extensions import Model


class ApplicationCheck(CheckColumns, Model):
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True, autoincrement=False)


class ApplicationBrowser(BrowserColumns, Model):
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True, autoincrement=False)
