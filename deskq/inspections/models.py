"""The place of an application, tours with their stops, results with their photos."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.applications.models import BIG
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.extensions import Model
from deskq.inspections.rules.results import COUNTED, OUTCOMES, REMARK


class InspectionPlace(Model):
    """Where to go: address (encrypted), district, point on the map in millionths of a degree."""

    __table_args__ = (CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="whole_point"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(EncryptedText("inspection_place.address"), default="")
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    lat: Mapped[int | None] = mapped_column(Integer)
    lon: Mapped[int | None] = mapped_column(Integer)
    turn: Mapped[int] = mapped_column(default=0)
    erased_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)

    @property
    def point(self) -> tuple[int, int] | None:
        return (self.lat, self.lon) if self.lat is not None and self.lon is not None else None


class InspectionTour(Model):
    """The inspections of one person on one day."""

    __table_args__ = (UniqueConstraint("office_id", "day", "person_id"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    day: Mapped[date]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: Revision: increases with every change of its stops.
    turn: Mapped[int] = mapped_column(default=0)


class InspectionStop(Model):
    """One stage to be inspected on a tour. ``position`` counts from 0."""

    __table_args__ = (
        UniqueConstraint("tour_id", "application_id", "stage"),
        Index("ix_inspection_stop_of", "application_id"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    tour_id: Mapped[int] = mapped_column(ForeignKey("inspection_tour.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    stage: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]


class InspectionResult(Model):
    """What an inspector found. ``key`` was made on the phone: the same key is stored once. A result that came after
    another had finished the stage is a remark."""

    __table_args__ = (
        CheckConstraint(f"outcome IN {OUTCOMES!r}", name="outcome"),
        CheckConstraint(f"standing IN {(COUNTED, REMARK)!r}", name="standing"),
        UniqueConstraint("office_id", "key"),
        Index("ix_inspection_result_of", "application_id", "stage"),
        Index("ix_inspection_result_tour", "tour_id"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    key: Mapped[str] = mapped_column(String(64))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    stage: Mapped[str] = mapped_column(String(40))
    tour_id: Mapped[int | None] = mapped_column(ForeignKey("inspection_tour.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[str] = mapped_column(String(16))
    standing: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text, default="")
    #: As ``rules.results.checks_text`` writes it.
    checks: Mapped[str] = mapped_column(String(200), default="")
    #: By the clock of the phone, and when it arrived.
    noted_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    arrived_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    erased_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)


class InspectionPhoto(Model):
    """A photo of an inspection; ``key`` was made on the phone."""

    __table_args__ = (UniqueConstraint("result_id", "key"), Index("ix_inspection_photo_file", "file"))

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("inspection_result.id"))
    key: Mapped[str] = mapped_column(String(64))
    file: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
