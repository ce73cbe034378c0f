"""Tables of the office's configuration. Every text of the office is stored in two languages."""

from datetime import date, datetime, timedelta

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.text.names import Name
from deskq.office.line_columns import (
    ClosingColumns,
    JoiningColumns,
    PartColumns,
    QuotaColumns,
    TargetColumns,
    WorkingColumns,
)
from deskq.office.rules import Place

ORDINARY = "ordinary"


class Office(PartColumns, JoiningColumns, ClosingColumns, WorkingColumns, Model):
    """One office with its own journal, ticket numbers and settings."""

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Its part of addresses when there are several offices: ``/o/<slug>/…``.
    slug: Mapped[str] = mapped_column(String(40), default="main", server_default="main", unique=True, index=True)
    name_fa: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    building_fa: Mapped[str] = mapped_column(String(120), default="")
    building_en: Mapped[str] = mapped_column(String(120), default="")
    #: Of a practice hall: the real office in whose set-up its staff practise (deskq/practice).
    practice_of: Mapped[int | None] = mapped_column(ForeignKey("office.id"), unique=True, index=True)
    #: Minutes after midnight at which one business day ends and the next begins.
    day_starts: Mapped[int] = mapped_column(default=240)
    #: Maximum wait in minutes: after it nobody who came later is called first (see queue.rules).
    bound_minutes: Mapped[int] = mapped_column(default=30)
    recall_max: Mapped[int] = mapped_column(default=3)
    #: How many others a visitor who needs more time lets pass; 0 switches this off.
    let_pass: Mapped[int] = mapped_column(default=3, server_default="3")
    #: Minutes after which a ticket on hold returns to the queue by itself.
    hold_minutes: Mapped[int] = mapped_column(default=20)
    #: Seconds in which an action at a counter can be undone.
    undo_seconds: Mapped[int] = mapped_column(default=90)
    #: Hours after the visit during which it can be rated.
    rate_hours: Mapped[int] = mapped_column(default=24)
    #: Smallest number of ratings of a counter that are shown together, and of answers for a published score.
    rate_group: Mapped[int] = mapped_column(default=5)
    rate_least: Mapped[int] = mapped_column(default=10, server_default="10")
    #: Metres from which the lobby's smallest text must be readable.
    viewing_distance: Mapped[float] = mapped_column(default=5.0)
    #: The diagonal of the lobby's screen: with the distance it decides the layout of the board (see legibility.py).
    board_inches: Mapped[int] = mapped_column(default=55)

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)

    @property
    def building(self) -> Name:
        return Name(self.building_fa, self.building_en)

    @property
    def max_wait(self) -> timedelta:
        return timedelta(minutes=self.bound_minutes)


class ServiceGroup(Model):
    """Services that the kiosk shows together."""

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    position: Mapped[int]
    name_fa: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    covers_fa: Mapped[str] = mapped_column(String(160), default="")
    covers_en: Mapped[str] = mapped_column(String(160), default="")
    icon: Mapped[str] = mapped_column(String(40), default="info")

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)

    @property
    def covers(self) -> Name:
        return Name(self.covers_fa, self.covers_en)


class Service(QuotaColumns, TargetColumns, Model):
    """What a visitor comes for. ``series`` is the prefix of its numbers: none, a digit, or a letter."""

    __table_args__ = (UniqueConstraint("office_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("service_group.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    series: Mapped[str] = mapped_column(String(2), default="")
    name_fa: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    #: A plain name in visitors' words, shown and spoken before the official name.
    plain_fa: Mapped[str] = mapped_column(String(80), default="", server_default="")
    plain_en: Mapped[str] = mapped_column(String(80), default="", server_default="")
    covers_fa: Mapped[str] = mapped_column(String(160), default="")
    covers_en: Mapped[str] = mapped_column(String(160), default="")
    #: The department it belongs to.
    where_fa: Mapped[str] = mapped_column(String(160), default="")
    where_en: Mapped[str] = mapped_column(String(160), default="")
    #: What to bring, in one line; printed on the ticket.
    bring_fa: Mapped[str] = mapped_column(String(160), default="", server_default="")
    bring_en: Mapped[str] = mapped_column(String(160), default="", server_default="")
    icon: Mapped[str] = mapped_column(String(40), default="file")
    offered: Mapped[bool] = mapped_column(default=True)
    #: Minutes a visit usually takes; used by the waiting estimate until enough visits are measured.
    usual_minutes: Mapped[int | None]

    group: Mapped[ServiceGroup] = relationship()

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)

    @property
    def covers(self) -> Name:
        return Name(self.covers_fa, self.covers_en)

    @property
    def spoken_name(self) -> Name:
        """The name shown and spoken to visitors: the plain name where there is one in their language, else the official
        one."""
        return Name(self.plain_fa or self.name_fa, self.plain_en or self.name_en)

    @property
    def where(self) -> Name:
        return Name(self.where_fa, self.where_en)

    @property
    def bring(self) -> Name:
        return Name(self.bring_fa, self.bring_en)


class Counter(Model):
    """A counter with a place in the building. ``turn`` is the journal sequence number of the last action at it."""

    __table_args__ = (
        UniqueConstraint("office_id", "number"),
        CheckConstraint("status IN ('open', 'break', 'closed')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    number: Mapped[int]
    name_fa: Mapped[str] = mapped_column(String(80), default="")
    name_en: Mapped[str] = mapped_column(String(80), default="")
    room_fa: Mapped[str] = mapped_column(String(80), default="")
    room_en: Mapped[str] = mapped_column(String(80), default="")
    floor_fa: Mapped[str] = mapped_column(String(80), default="")
    floor_en: Mapped[str] = mapped_column(String(80), default="")
    direction_fa: Mapped[str] = mapped_column(String(160), default="")
    direction_en: Mapped[str] = mapped_column(String(160), default="")
    arrow: Mapped[str] = mapped_column(String(10), default="here")
    status: Mapped[str] = mapped_column(String(10), default="closed")
    break_until: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    clerk_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    turn: Mapped[int] = mapped_column(BigInteger, default=0)

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)

    @property
    def place(self) -> Place:
        return Place(
            counter=self.number,
            room=Name(self.room_fa, self.room_en),
            floor=Name(self.floor_fa, self.floor_en),
            direction=Name(self.direction_fa, self.direction_en),
            arrow=self.arrow,
        )


class CounterService(Model):
    """A counter serves a service; ``rank`` 1 first, then 2 when nobody of rank 1 waits, and so on."""

    counter_id: Mapped[int] = mapped_column(ForeignKey("counter.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True, index=True)
    rank: Mapped[int] = mapped_column(default=1)


class Skill(Model):
    """A person may serve a service. A person without any row may serve all that their counter serves."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)


class PriorityClass(Model):
    """A published class of visitors. ``weight``: how many minutes one minute of waiting counts. One that is not
    ``offered`` any more is kept by the tickets that have it."""

    __table_args__ = (UniqueConstraint("office_id", "code"), CheckConstraint("weight >= 1", name="weight"))

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(40))
    name_fa: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    weight: Mapped[float] = mapped_column(default=1.0)
    icon: Mapped[str] = mapped_column(String(40), default="heart-handshake", server_default="heart-handshake")
    offered: Mapped[bool] = mapped_column(default=True)
    #: Whether visitors may choose it; otherwise only staff assign it.
    chosen: Mapped[bool] = mapped_column(default=True, server_default=true())

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)


class Opening(Model):
    """Weekly opening hours, valid between two dates; of the office, or of one service where it differs.

    ``weekday`` counts from Saturday (0) to Friday (6); ``opens`` and ``closes`` are minutes after midnight.
    """

    __table_args__ = (
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("opens >= 0 AND opens < closes AND closes <= 1440", name="hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    service_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]


class SpecialDay(Model):
    """One date that differs from the week: a holiday (no hours) or other hours, with the reason shown to visitors."""

    __table_args__ = (UniqueConstraint("office_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    day: Mapped[date]
    opens: Mapped[int | None]
    closes: Mapped[int | None]
    reason_fa: Mapped[str] = mapped_column(String(160), default="")
    reason_en: Mapped[str] = mapped_column(String(160), default="")

    @property
    def reason(self) -> Name:
        return Name(self.reason_fa, self.reason_en)
