"""Tables of practice: of which version a practice hall has the set-up, and who practises there since when."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model


class PracticeHall(Model):
    """``copied_version``: the version of the real office's configuration that was copied last."""

    __tablename__ = "practice_hall"

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    copied_version: Mapped[int]


class PracticeRun(Model):
    """A person practises. ``person_id``: their account in the practice hall; ``began_after``: the last sequence of its
    journal when they began, so that the exercises count what came after it."""

    __tablename__ = "practice_run"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    began_after: Mapped[int] = mapped_column(BigInteger)
    began_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
