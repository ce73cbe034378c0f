"""Table of join requests: a ticket from outside was asked for, and its phone number is not verified yet."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, validates

from deskq.core.db import field_encryption
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.sms.one_time_code.models import CodeColumns

PHONE = "join_request.phone"
ADDRESS = "join_request.address"


class JoinRequest(CodeColumns, Model):
    """A request made on the page of joining. The number is erased when it is verified or the code has expired. Its
    blind index, by which codes are counted, stays for a day."""

    __table_args__ = (
        Index("ix_join_request_phone", "office_id", "phone_index"),
        Index("ix_join_request_asked", "office_id", "asked_at"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: Hash of the secret in the address of its page.
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    #: Key of the form, with which one ticket is issued.
    request_key: Mapped[str] = mapped_column(String(64))
    #: None: it asks for the ticket that the number has already, whose page was lost.
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    phone: Mapped[str | None] = mapped_column(EncryptedText(PHONE))
    #: Set with the number, and kept when the number is erased.
    phone_index: Mapped[str] = mapped_column(String(64))
    #: Blind index of the number together with the network address that asked: of one address, two numbers differ.
    address_index: Mapped[str | None] = mapped_column(String(64))
    travel_minutes: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    asked_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))

    @validates("phone")
    def _index(self, _name: str, phone: str | None) -> str | None:
        if phone is not None:
            self.phone_index = phone_index(phone)
        return phone


def phone_index(number: str) -> str:
    """Blind index by which a number in E.164 is found."""
    return field_encryption.blind(number, PHONE)


def address_index(number: str, network: str) -> str:
    """Blind index by which codes are counted that one network address asks for, for one number (E.164)."""
    return field_encryption.blind(f"{number} {network}", ADDRESS)
