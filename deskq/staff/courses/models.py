"""Tables of courses: which accounts were made together, and until which day."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class Course(Model):
    """A class of trainees whose accounts were made together. It is deleted when they end, or when all of them stay.
    ``last_day``: the last one on which they can sign in; None: they do not end."""

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    last_day: Mapped[date | None]
    registered_at: Mapped[datetime] = mapped_column(UtcMicroseconds)


class CourseMember(Model):
    """An account of a course. Without this row it is like every other account."""

    __tablename__ = "course_member"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
