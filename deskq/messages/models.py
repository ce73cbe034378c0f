"""A citizen's message with its sender, history, photos and feedback calls."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db import field_encryption
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.message_settings.kinds import CHANNELS, KINDS
from deskq.messages.rules.transitions import OUTCOMES, STATES, VERDICTS

#: Queries use these very texts, so that partial indexes match: see queue.models.
OPEN = text("state IN ('registered', 'referred', 'accepted')")
ANSWERED = text("state = 'answered'")
NEW = text("state = 'registered'")
LISTED = text("state IN ('registered', 'referred', 'accepted') AND kind = 'request'")
NO_REPORT = text("kind <> 'report'")
#: What others than the inspectorate may know of.
UNRESTRICTED = text("kind <> 'report' AND NOT restricted")
PAST = text("state IN ('answered', 'closed', 'withdrawn')")
LEFT = text("from_unit_id IS NOT NULL")
KEPT = text("erased_at IS NULL")
WAITING = text("waits_for IS NOT NULL")
PAUSED = text("counted_due_at IS NOT NULL")
PHONE, NATIONAL = "message_sender.phone", "message_sender.national_id"
BIG = BigInteger().with_variant(Integer(), "sqlite")


class Message(Model):
    """One message. It always has an owning unit and a due date: the database enforces both."""

    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS!r}", name="kind"),
        CheckConstraint(f"channel IN {CHANNELS!r}", name="channel"),
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        CheckConstraint(f"outcome IN {OUTCOMES!r}", name="outcome"),
        CheckConstraint(f"verdict IN {VERDICTS!r}", name="verdict"),
        UniqueConstraint("office_id", "code"),
        UniqueConstraint("office_id", "request_key"),
        Index("ix_message_inbox", "unit_id", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_message_escalation", "office_id", "escalates_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_message_answered", "office_id", "answered_at", sqlite_where=ANSWERED, postgresql_where=ANSWERED),
        Index("ix_message_ended", "office_id", "ended_at", sqlite_where=KEPT, postgresql_where=KEPT),
        Index("ix_message_near", "office_id", "cell", "registered_at"),
        Index("ix_message_category", "office_id", "category_id", "registered_at"),
        Index("ix_message_kind", "office_id", "kind", "state"),
        Index("ix_message_day", "office_id", "day"),
        Index("ix_message_opening", "opening_id"),
        Index("ix_message_ticket", "ticket_id"),
        Index("ix_message_duplicate", "duplicate_of_id"),
        Index("ix_message_amber", "office_id", "amber_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_message_red", "office_id", "red_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_message_open", "office_id", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_message_new", "office_id", "due_at", sqlite_where=NEW, postgresql_where=NEW),
        Index("ix_message_person", "person_id", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_message_past", "unit_id", "id", "state", sqlite_where=PAST, postgresql_where=PAST),
        Index("ix_message_office_past", "office_id", "id", "state", sqlite_where=PAST, postgresql_where=PAST),
        Index("ix_message_taken", "taken_by_id", "id"),
        Index("ix_message_listed", "office_id", "id", "category_id", "cell",
              sqlite_where=LISTED, postgresql_where=LISTED),
        Index("ix_message_import", "import_id"),
        Index("ix_message_waiting", "office_id", "waits_until", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_message_paused", "office_id", "counted_due_at", sqlite_where=PAUSED, postgresql_where=PAUSED),
        Index(
            "ix_message_promise",
            "office_id", "first_due_at", "first_answered_at", "state", "ended_at", "counted_due_at",
            sqlite_where=NO_REPORT, postgresql_where=NO_REPORT,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    #: The tracking code: twelve digits, the last is a check digit.
    code: Mapped[str] = mapped_column(String(12))
    request_key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(2), default="fa")
    state: Mapped[str] = mapped_column(String(12))
    outcome: Mapped[str | None] = mapped_column(String(12))
    #: Of a complaint: upheld or not (R29).
    verdict: Mapped[str | None] = mapped_column(String(12))
    #: domain §7; coded with the answer, counted in the half-year report.
    root_cause: Mapped[str | None] = mapped_column(String(40))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("message_category.id"))
    class_id: Mapped[int] = mapped_column(ForeignKey("message_class.id"))
    #: The text; of a confidential report empty, and encrypted in ``sealed_body``.
    body: Mapped[str] = mapped_column(Text, default="")
    sealed_body: Mapped[str | None] = mapped_column(EncryptedText("message.sealed_body"))
    #: Where it is: in words, a district, a point in millionths of a degree and its grid cell (see rules/geo.py).
    address: Mapped[str] = mapped_column(String(300), default="")
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    lat: Mapped[int | None]
    lon: Mapped[int | None]
    cell: Mapped[int | None] = mapped_column(BigInteger)
    permit: Mapped[str] = mapped_column(String(40), default="")
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id"))
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("box_opening.id"))
    #: The unit of the person it names: it never sees a confidential report (R25), nor a restricted complaint.
    about_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    #: Read by the inspectorate alone: confidential reports always, complaints about staff until they are passed on.
    restricted: Mapped[bool] = mapped_column(default=False, server_default=false())
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    #: Who owns it: a unit always, a person of it once one took it.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: The member of staff who registered it; None: the citizen.
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    day: Mapped[int]
    registered_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: When it was really typed or imported, where ``day`` and ``registered_at`` are stated days of the past; and the
    #: import that brought it.
    recorded_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    import_id: Mapped[int | None] = mapped_column(BigInteger)
    #: Start of its deadline: registered, or reopened.
    started_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    amber_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    red_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    due_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: 0 nobody, 1 the unit's head, 2 the deputy, 3 the mayor; and when the next one is informed.
    escalation: Mapped[int] = mapped_column(default=0)
    escalates_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: The party for which its clock waits (``message_pauses``): "citizen", "outside" or None; and when the clock
    #: resumes by itself.
    waits_for: Mapped[str | None] = mapped_column(String(8))
    waits_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    answered_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: The promise it began with, and when its citizen was answered first: neither is ever changed, whatever follows.
    first_due_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    first_answered_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: The first promise moved by the pauses of the clock, if there were any, so that only days in the town's hands
    #: count.
    counted_due_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: When what it says was erased by rule (retention.py); what remains names nobody.
    erased_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: "Not satisfied" and objection, each once by right.
    reopened: Mapped[bool] = mapped_column(default=False, server_default=false())
    objected: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: People who said "me too" on the public page.
    supporters: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Revision: increases with every change, so that an action on an older page is refused.
    turn: Mapped[int] = mapped_column(default=0)


class Sender(Model):
    """Who wrote it: encrypted, shown by role, each look journalled. All fields empty: an anonymous message."""

    __tablename__ = "message_sender"
    __table_args__ = (
        Index("ix_message_sender_phone", "phone_index"),
        Index("ix_message_sender_national", "national_index"),
    )

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(EncryptedText("message_sender.name"), default="")
    phone: Mapped[str] = mapped_column(EncryptedText(PHONE), default="")
    national_id: Mapped[str] = mapped_column(EncryptedText(NATIONAL), default="")
    address: Mapped[str] = mapped_column(EncryptedText("message_sender.address"), default="")
    phone_index: Mapped[str | None] = mapped_column(String(64))
    national_index: Mapped[str | None] = mapped_column(String(64))
    #: Whether the sender wants SMS about it.
    texts: Mapped[bool] = mapped_column(default=True)
    erased_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


def phone_index(phone: str) -> str | None:
    """Keyed hash by which a whole number is found without decrypting any."""
    return field_encryption.blind(phone, PHONE) if phone else None


def national_index(national_id: str) -> str | None:
    return field_encryption.blind(national_id, NATIONAL) if national_id else None


class Step(Model):
    """One row of the history, append-only. ``note`` is internal, ``words`` are read by the citizen; of a report
    both are encrypted in ``sealed``."""

    __tablename__ = "message_step"
    __table_args__ = (
        Index("ix_message_step_of", "message_id", "id"),
        Index("ix_message_step_left", "from_unit_id", "message_id", sqlite_where=LEFT, postgresql_where=LEFT),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    verb: Mapped[str] = mapped_column(String(20))
    #: Who: a person, or None for the citizen and automatic steps (``by`` says which).
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str] = mapped_column(String(40))
    #: To whom it was assigned.
    to_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    #: The unit before, where it changed.
    from_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    #: The unit that reads it from now on, because its own has nobody (``rules.cover``).
    covered_by_id: Mapped[int | None] = mapped_column()
    #: Whether this step ended that only the inspectorate reads it.
    opened: Mapped[bool] = mapped_column(default=False, server_default=false())
    outcome: Mapped[str | None] = mapped_column(String(12))
    #: A promise made, never overwritten (R5): the new moment, where this step set one.
    due_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    note: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")
    sealed: Mapped[str | None] = mapped_column(EncryptedText("message_step.sealed"))


class Photo(Model):
    """A photo or PDF: of the reported problem (``report``), of the finished work (``proof``), of a paper (``scan``)."""

    __tablename__ = "message_photo"
    __table_args__ = (
        CheckConstraint("kind IN ('report', 'proof', 'scan')", name="kind"),
        Index("ix_message_photo_of", "message_id"),
        Index("ix_message_photo_file", "file"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    kind: Mapped[str] = mapped_column(String(8))
    file: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class Feedback(Model):
    """A call to ask whether an answer helped (R23); to be made until it has an outcome."""

    __tablename__ = "message_feedback"
    __table_args__ = (
        Index("ix_message_feedback_open", "office_id", "next_at", sqlite_where=text("outcome IS NULL"),
              postgresql_where=text("outcome IS NULL")),
        Index("ix_message_feedback_of", "message_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    #: When to call, and how often it was tried.
    next_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    tries: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[str | None] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Who is calling now, and until when nobody else may.
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
