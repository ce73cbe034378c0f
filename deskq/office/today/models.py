"""Tables of changes that end with the business day: services closed with a reason, clerks lent to a service."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.text.names import Name


class ServiceClosure(Model):
    """A service that gives no tickets until ``until``, with the reason that visitors read."""

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    until: Mapped[datetime] = mapped_column(UtcMicroseconds, index=True)
    reason_fa: Mapped[str] = mapped_column(String(160), default="")
    reason_en: Mapped[str] = mapped_column(String(160), default="")

    @property
    def reason(self) -> Name:
        return Name(self.reason_fa or self.reason_en, self.reason_en)


class ClerkLoan(Model):
    """Until ``until`` a clerk also serves this service, at any counter."""

    clerk_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    until: Mapped[datetime] = mapped_column(UtcMicroseconds, index=True)
