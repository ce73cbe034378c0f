"""Table of the training register."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.extensions import Model

#: Of a subject and a trainer, in characters.
LONGEST = 120


class Training(Model):
    """One training of a person. ``valid_until``: the last day on which it is valid; None: it does not end."""

    __table_args__ = (
        UniqueConstraint("person_id", "subject_key", "trained_on"),
        CheckConstraint("valid_until IS NULL OR valid_until >= trained_on", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    subject: Mapped[str] = mapped_column(String(LONGEST))
    #: The subject as normalized for searches: the same training in another spelling has the same key.
    subject_key: Mapped[str] = mapped_column(String(LONGEST))
    trained_on: Mapped[date]
    #: Who gave the training: a person or an institution.
    trainer: Mapped[str] = mapped_column(String(LONGEST))
    valid_until: Mapped[date | None]
    #: Of trainings that were entered for several people at once: the id of the first of them.
    entered_with: Mapped[int | None]
