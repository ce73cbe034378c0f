"""Kept figures: a row for each stage that ended and for each answer. Derived from the history, nothing personal."""

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.extensions import Model

BIG = BigInteger().with_variant(Integer(), "sqlite")
STAGE_ENDS = ("done", "skipped", "refused", "withdrawn")
ENDS = ("finished", "refused", "withdrawn")
#: Letters of ``came_from``: more than two dozen stages that lead into one are cut off.
LONGEST = 1000


class ApplicationStageTime(Model):
    """A stage that ended on ``day`` (Jalali), ``how`` of ``STAGE_ENDS``; ``came_from``: codes of the stages done before
    it. Working days by whose hands: the town's, the applicant's, an outside body's."""

    __tablename__ = "application_stage_time"
    __table_args__ = (
        CheckConstraint(f"how IN {STAGE_ENDS!r}", name="how"),
        Index("ix_application_stage_time_of", "application_id"),
        Index("ix_application_stage_time_figures", "sheet_id", "code", "how", "unit_id",
              "town", "applicant", "outside", "came_from", "day"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    sheet_id: Mapped[int] = mapped_column(ForeignKey("service_sheet.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str] = mapped_column(String(40))
    came_from: Mapped[str] = mapped_column(String(LONGEST), default="")
    day: Mapped[int]
    how: Mapped[str] = mapped_column(String(12))
    town: Mapped[int]
    applicant: Mapped[int]
    outside: Mapped[int]


class ApplicationEnding(Model):
    """An answer or a withdrawal on ``day`` (Jalali). ``whole``: calendar days from opening to then; the rest as in
    ``rules.measure.Ending``; ``missing``: documents were missing when it was opened; ``units`` that did a stage."""

    __tablename__ = "application_ending"
    __table_args__ = (
        CheckConstraint(f"how IN {ENDS!r}", name="how"),
        Index("ix_application_ending_of", "application_id"),
        Index("ix_application_ending_day", "office_id", "day"),
        Index("ix_application_ending_like", "sheet_id", "missing", "day", "how", "town"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    sheet_id: Mapped[int] = mapped_column(ForeignKey("service_sheet.id"))
    day: Mapped[int]
    how: Mapped[str] = mapped_column(String(12))
    missing: Mapped[bool]
    in_first: Mapped[bool]
    in_latest: Mapped[bool]
    extensions: Mapped[int]
    visits: Mapped[int | None]
    units: Mapped[int]
    whole: Mapped[int]
    town: Mapped[int]
    applicant: Mapped[int]
    outside: Mapped[int]
