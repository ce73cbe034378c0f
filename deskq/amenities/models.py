"""Tables of amenities: the objects, who checks them, daily checks, faults and what people reported."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from deskq.amenities.rules.faults import EFFECTS, SOURCES
from deskq.amenities.rules.kinds import KINDS, OTHER, PROBLEMS, Kind
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.text.names import Name

#: Condition of the partial index: at most one open fault of an object.
OPEN = text("repaired_at IS NULL")


class Amenity(Model):
    """One object that people use: the seats of a hall, a lift. ``code`` is on its sticker; ``room_id`` and ``place``
    say where it is. ``person_id`` answers for it, and it should be repaired within ``hours``; without them those of its
    kind hold. Days are Jalali numbers of business days; it is checked from ``added_day`` until before
    ``retired_day``."""

    __table_args__ = (UniqueConstraint("code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    kind: Mapped[str] = mapped_column(String(20))
    name_fa: Mapped[str] = mapped_column(String(80), default="", server_default="")
    name_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    place_fa: Mapped[str] = mapped_column(String(80), default="", server_default="")
    place_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    code: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hours: Mapped[int | None]
    added_day: Mapped[int]
    retired_day: Mapped[int | None]

    @property
    def of_kind(self) -> Kind:
        return KINDS.get(self.kind, KINDS[OTHER])

    @property
    def name(self) -> Name:
        """Its own name, or that of its kind."""
        if self.name_fa or self.name_en:
            return Name(self.name_fa or self.name_en, self.name_en)
        return self.of_kind.name

    @property
    def place(self) -> Name:
        return Name(self.place_fa, self.place_en)


class AmenityKind(Model):
    """What an office has set for a kind: who answers for it, and within how many hours it should be repaired."""

    __tablename__ = "amenity_kind"

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hours: Mapped[int | None]


class AmenityChecker(Model):
    """Somebody who makes the round besides supervisors."""

    __tablename__ = "amenity_checker"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)


class AmenityFault(Model):
    """Something is wrong with an object, from the first report until its repair. ``what`` is one of ``PROBLEMS``, or
    "" where nobody has said; ``reports`` counts all reports. No column says who of the public has reported it."""

    __tablename__ = "amenity_fault"
    __table_args__ = (
        CheckConstraint(f"source IN {SOURCES!r}", name="source"),
        CheckConstraint(f"what IN {('', *PROBLEMS)!r}", name="what"),
        Index("ix_amenity_fault_day", "office_id", "day"),
        Index("ix_amenity_fault_open", "amenity_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    amenity_id: Mapped[int] = mapped_column(ForeignKey("amenity.id"), index=True)
    source: Mapped[str] = mapped_column(String(10))
    what: Mapped[str] = mapped_column(String(10), default="", server_default="")
    #: The business day of the first report.
    day: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    reports: Mapped[int] = mapped_column(default=1, server_default="1")
    reported_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    taken_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    repaired_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    repaired_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: What was done, in words of the staff.
    done: Mapped[str] = mapped_column(String(200), default="", server_default="")
    #: A file of ``web.uploads``, or "".
    photo: Mapped[str] = mapped_column(String(80), default="", server_default="")


class AmenityReport(Model):
    """What somebody said about a fault; a press without words is only counted."""

    __tablename__ = "amenity_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    fault_id: Mapped[int] = mapped_column(ForeignKey("amenity_fault.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    what: Mapped[str] = mapped_column(String(10), default="", server_default="")
    words: Mapped[str] = mapped_column(String(200), default="", server_default="")


class AmenityCheck(Model):
    """One press of the round about one object; the last one of a day counts. ``press`` is the same for all that one
    button did. ``effect`` says what undo takes back: ``opened`` or ``closed`` the fault ``fault_id``, or nothing."""

    __tablename__ = "amenity_check"
    __table_args__ = (
        CheckConstraint(f"effect IN {EFFECTS!r}", name="effect"),
        Index("ix_amenity_check_day", "office_id", "day"),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    amenity_id: Mapped[int] = mapped_column(ForeignKey("amenity.id"), index=True)
    day: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_ok: Mapped[bool]
    press: Mapped[int] = mapped_column(BigInteger)
    fault_id: Mapped[int | None] = mapped_column(ForeignKey("amenity_fault.id"), index=True)
    effect: Mapped[str] = mapped_column(String(10), default="", server_default="")
