"""An application with its applicant, stages, documents and history."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.applications.rules.progress import LIVE, STAGE_STATES, STATES
from deskq.core.db import field_encryption
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model

BIG = BigInteger().with_variant(Integer(), "sqlite")
#: Queries use these very texts, so that partial indexes match.
OPEN = text(f"state IN {LIVE!r}")
NOT_ERASED = text("erased_at IS NULL")
PRESENT_STAGE = text("state NOT IN ('to_come', 'done', 'skipped')")
PHONE, NATIONAL = "application_applicant.phone", "application_applicant.national_id"
ARRIVED = text("arrived_at IS NOT NULL")
#: A file of the applicant: not looked at yet, good, or given back with a reason.
FILE_STATES = ("sent", "accepted", "returned")
#: Where it came from: by the tracking page, or at the desk as a file, from a scanner's folder, by a phone.
FILE_SOURCES = ("applicant", "upload", "folder", "phone")
#: Begins the ``request_key`` of applications that were opened in another software, and imported.
OPENED_ELSEWHERE = "import:"
APPLICANT_KINDS = ("owner", "proxy", "heirs")
#: Of a file number or a parcel code, in characters.
LONGEST_CODE = 40


class Application(Model):
    """One request for a service of a sheet. Its promise is never overwritten: each one is a row of its history (R5)."""

    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        UniqueConstraint("office_id", "code"),
        UniqueConstraint("office_id", "request_key"),
        Index("ix_application_parcel", "office_id", "parcel_code", "sheet_id"),
        Index("ix_application_open", "office_id", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_application_ended", "office_id", "ended_at", sqlite_where=NOT_ERASED, postgresql_where=NOT_ERASED),
        Index("ix_application_arrived", "office_id", "arrived_at", sqlite_where=ARRIVED, postgresql_where=ARRIVED),
        Index("ix_application_ended_at", "office_id", "ended_at"),
        Index("ix_application_taken", "taken_by_id", "id"),
        Index("ix_application_ticket", "ticket_id"),
        Index("ix_application_day", "office_id", "day"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: The tracking code, of the same form as that of a message.
    code: Mapped[str] = mapped_column(String(12))
    request_key: Mapped[str] = mapped_column(String(64))
    sheet_id: Mapped[int] = mapped_column(ForeignKey("service_sheet.id"))
    #: The version of the sheet that it began with, and keeps.
    version_id: Mapped[int] = mapped_column(ForeignKey("service_sheet_version.id"))
    language: Mapped[str] = mapped_column(String(2), default="fa")
    state: Mapped[str] = mapped_column(String(12))
    objected: Mapped[bool] = mapped_column(default=False)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: The file number of the town's planning software, and the parcel.
    file_number: Mapped[str] = mapped_column(String(LONGEST_CODE), default="")
    parcel_code: Mapped[str] = mapped_column(String(LONGEST_CODE), default="")
    day: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    first_due_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    amber_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    red_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    due_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: Since when its clock stands, while it does (R11).
    paused_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Since when something of the applicant waits to be looked at: files, or a wish to be called back.
    arrived_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    call_asked_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    erased_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Revision: increases with every change, so that an action on an older page is refused.
    turn: Mapped[int] = mapped_column(default=0)


class Applicant(Model):
    """Who applied: encrypted, shown by role, each look journalled. ``deed``: number of the proxy's or heirs' deed."""

    __tablename__ = "application_applicant"
    __table_args__ = (
        CheckConstraint(f"kind IN {APPLICANT_KINDS!r}", name="kind"),
        Index("ix_application_applicant_phone", "phone_index"),
        Index("ix_application_applicant_national", "national_index"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(8), default="owner")
    name: Mapped[str] = mapped_column(EncryptedText("application_applicant.name"), default="")
    phone: Mapped[str] = mapped_column(EncryptedText(PHONE), default="")
    national_id: Mapped[str] = mapped_column(EncryptedText(NATIONAL), default="")
    deed: Mapped[str] = mapped_column(EncryptedText("application_applicant.deed"), default="")
    phone_index: Mapped[str | None] = mapped_column(String(64))
    national_index: Mapped[str | None] = mapped_column(String(64))
    #: Whether texts about it are wanted.
    texts: Mapped[bool] = mapped_column(default=True)
    erased_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


class ApplicationHeir(Model):
    """One of the heirs who apply together: encrypted as the applicant is, who speaks for them. ``share``: "1/8"."""

    __table_args__ = (
        UniqueConstraint("application_id", "position"),
        Index("ix_application_heir_national", "national_index"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(EncryptedText("application_heir.name"), default="")
    national_id: Mapped[str] = mapped_column(EncryptedText("application_heir.national_id"), default="")
    #: Number of the power of attorney of the person who signs for this heir.
    deed: Mapped[str] = mapped_column(EncryptedText("application_heir.deed"), default="")
    share: Mapped[str] = mapped_column(String(16), default="")
    national_index: Mapped[str | None] = mapped_column(String(64))


def phone_index(phone: str) -> str | None:
    """Keyed hash by which a whole number is found without decrypting any."""
    return field_encryption.blind(phone, PHONE) if phone else None


def national_index(national_id: str) -> str | None:
    return field_encryption.blind(national_id, NATIONAL) if national_id else None


class ApplicationStage(Model):
    """One stage. ``due_at`` from when it began; ``bill_number``, ``payment_id``, ``amount`` (rials), ``reference``: of
    its payment."""

    __table_args__ = (
        CheckConstraint(f"state IN {STAGE_STATES!r}", name="state"),
        UniqueConstraint("application_id", "code"),
        Index("ix_application_stage_present", "unit_id", "due_at", "application_id",
              sqlite_where=PRESENT_STAGE, postgresql_where=PRESENT_STAGE),
        Index("ix_application_stage_unit", "unit_id", "application_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    state: Mapped[str] = mapped_column(String(12))
    begun_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    amber_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    red_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    due_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    waits_since: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Who finished it.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    bill_number: Mapped[str] = mapped_column(String(40), default="")
    payment_id: Mapped[str] = mapped_column(String(40), default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    reference: Mapped[str] = mapped_column(String(40), default="")


class ApplicationDocument(Model):
    """A document that this application needs; ``received_at`` None: still missing."""

    __table_args__ = (UniqueConstraint("application_id", "code"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    code: Mapped[str] = mapped_column(String(40))
    name_fa: Mapped[str] = mapped_column(String(160))
    name_en: Mapped[str] = mapped_column(String(160), default="")
    received_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


class ApplicationFile(Model):
    """A photo, scan or PDF of a document; ``file``: its name in instance/photos; ``person_id``: who added it at the
    desk."""

    __table_args__ = (
        CheckConstraint(f"state IN {FILE_STATES!r}", name="state"),
        CheckConstraint(f"source IN {FILE_SOURCES!r}", name="source"),
        UniqueConstraint("application_id", "document", "file"),
        Index("ix_application_file_file", "file"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    #: Code of the document.
    document: Mapped[str] = mapped_column(String(40))
    file: Mapped[str] = mapped_column(String(48))
    state: Mapped[str] = mapped_column(String(8), default="sent")
    source: Mapped[str] = mapped_column(String(12), default="applicant", server_default="applicant")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class ApplicationStep(Model):
    """One row of the history, append-only. ``words`` are read by the applicant, ``note`` is internal."""

    __table_args__ = (Index("ix_application_step_of", "application_id", "id"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    verb: Mapped[str] = mapped_column(String(20))
    stage: Mapped[str] = mapped_column(String(40), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str] = mapped_column(String(40))
    #: A promise made by this step, never overwritten (R5).
    due_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    words: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    #: What it changed, as JSON, of a step that can be taken back; and the step that this one took back.
    changes: Mapped[str | None] = mapped_column(Text)
    takes_back_id: Mapped[int | None] = mapped_column(BigInteger)
