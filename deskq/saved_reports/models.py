"""Tables: saved reports, and who gets links to them. E-mail that waits is in ``mail/models.py``."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from deskq.core.db import field_encryption
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.saved_reports.rules import LONGEST_NAME, PERIODS, SUBJECTS, WAYS

#: Condition of the unique index; deleted reports may have the same name.
NOT_REMOVED = text("removed_at IS NULL")
ADDRESS_CONTEXT = "report_recipient.address"


class SavedReport(Model):
    """A report of an office under a name. Its period is the one before the present period of its kind, or with
    ``running`` the present one; the fixed days ``first`` to ``last`` if it is a "range"."""

    __table_args__ = (
        CheckConstraint(f"subject IN {SUBJECTS!r}", name="subject"),
        CheckConstraint(f"period IN {PERIODS!r}", name="period"),
        CheckConstraint("sends IN ('', 'week', 'month')", name="sends"),
        CheckConstraint("(period = 'range') = (first IS NOT NULL AND last IS NOT NULL)", name="days"),
        Index(
            "uq_saved_report_name",
            "office_id", "name_key", unique=True, sqlite_where=NOT_REMOVED, postgresql_where=NOT_REMOVED,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    #: The name as normalized for searches.
    name_key: Mapped[str] = mapped_column(String(LONGEST_NAME))
    subject: Mapped[str] = mapped_column(String(12))
    #: Division of its rows; empty: the division by time that suits its period.
    by: Mapped[str] = mapped_column(String(20), default="", server_default="")
    period: Mapped[str] = mapped_column(String(6))
    running: Mapped[bool] = mapped_column(default=False, server_default=false())
    first: Mapped[date | None]
    last: Mapped[date | None]
    #: Codes of services with spaces between them; empty: all.
    services: Mapped[str] = mapped_column(Text, default="", server_default="")
    #: How often links are sent: each week, each month or (empty) never.
    sends: Mapped[str] = mapped_column(String(6), default="", server_default="")
    #: Whether e-mails have the report as a PDF file too, where the office allows it.
    with_file: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: The week or month of the last links, by its first day as a Jalali number.
    sent_for: Mapped[int] = mapped_column(default=0, server_default="0")
    removed_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


class ReportMailSetting(Model):
    """Whether an office lets reports leave it as files in e-mails. Without a row it does not."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    files: Mapped[bool] = mapped_column(default=False, server_default=false())


class ReportRecipient(Model):
    """A member of staff who gets links to a report. The address is encrypted, and stored only here."""

    __table_args__ = (
        CheckConstraint(f"way IN {WAYS!r}", name="way"),
        UniqueConstraint("report_id", "address_index"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("saved_report.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    way: Mapped[str] = mapped_column(String(4))
    #: A number in E.164 or an e-mail address.
    address: Mapped[str] = mapped_column(EncryptedText(ADDRESS_CONTEXT))
    #: Blind index of the address; set with it.
    address_index: Mapped[str] = mapped_column(String(64))

    @validates("address")
    def _index(self, _name: str, address: str) -> str:
        self.address_index = address_index(address)
        return address


def address_index(address: str) -> str:
    """Blind index by which an address is found."""
    return field_encryption.blind(address.lower(), ADDRESS_CONTEXT)
