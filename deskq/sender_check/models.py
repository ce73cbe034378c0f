"""Tables of wrong digits and codes of a message, and of the browsers in which its sender was verified."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskq.citizen_check.models import BrowserColumns, CheckColumns
from deskq.core.extensions import Model


class SenderCheck(CheckColumns, Model):
    __tablename__ = "message_sender_check"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)


class SenderBrowser(BrowserColumns, Model):
    __tablename__ = "message_sender_browser"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
