"""Tables of half-year reports: versions with frozen figures, findings, and corrective actions."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model
from deskq.core.text.names import Name
from deskq.half_year.rules.findings import KINDS
from deskq.half_year.rules.reviews import OUTCOMES


class ReportVersion(Model):
    """One version of the report of a half-year (14042). Its figures are a copy made when it was frozen. After
    publication the row never changes, except that it may be withdrawn."""

    __tablename__ = "half_year_version"
    __table_args__ = (UniqueConstraint("office_id", "half", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    half: Mapped[int]
    number: Mapped[int]
    #: Figures for staff, as JSON (``queries.figures.Figures``).
    figures: Mapped[str] = mapped_column(Text)
    #: Public content, as JSON (``rules.disclosure.Public``); "" until it is published.
    public: Mapped[str] = mapped_column(Text, default="")
    #: The sentence at the top of the report.
    headline_fa: Mapped[str] = mapped_column(Text, default="")
    headline_en: Mapped[str] = mapped_column(Text, default="")
    #: What was corrected, in versions after the first.
    correction_fa: Mapped[str] = mapped_column(Text, default="")
    correction_en: Mapped[str] = mapped_column(Text, default="")
    frozen_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    frozen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    #: Why it was withdrawn, for everybody to read.
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    withdrawal_fa: Mapped[str] = mapped_column(Text, default="", server_default="")
    withdrawal_en: Mapped[str] = mapped_column(Text, default="", server_default="")

    @property
    def headline(self) -> Name:
        return Name(self.headline_fa, self.headline_en)

    @property
    def correction(self) -> Name:
        return Name(self.correction_fa, self.correction_en)

    @property
    def withdrawal(self) -> Name:
        return Name(self.withdrawal_fa, self.withdrawal_en)


class Finding(Model):
    """A sentence of the office on what it read in a half-year. It rests on figures and items (``FindingSource``)."""

    __tablename__ = "half_year_finding"
    __table_args__ = (Index("ix_half_year_finding_half", "office_id", "half"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    half: Mapped[int]
    text_fa: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text, default="")

    @property
    def text(self) -> Name:
        return Name(self.text_fa, self.text_en)


class FindingSource(Model):
    """A figure or an item on which a finding rests; only staff see which items."""

    __tablename__ = "half_year_finding_source"
    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS!r}", name="kind"),
        Index("ix_half_year_finding_source_finding", "finding_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("half_year_finding.id"))
    kind: Mapped[str] = mapped_column(String(8))
    #: The subject or root cause of a figure.
    code: Mapped[str] = mapped_column(String(40), default="")
    #: The message, or the ticket of a rating.
    item_id: Mapped[int | None] = mapped_column(BigInteger)


class CorrectiveAction(Model):
    """A change that prevents a problem from arising again. It is promised in the report of ``half`` and reviewed in the
    report of the next half-year. Days are Jalali numbers."""

    __tablename__ = "corrective_action"
    __table_args__ = (
        CheckConstraint(f"outcome IN {OUTCOMES!r}", name="outcome"),
        Index("ix_corrective_action_half", "office_id", "half"),
        Index("uq_corrective_action_again_of_id", "again_of_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    half: Mapped[int]
    #: The action of the report before that was not kept and goes on here, with the new date of its review.
    again_of_id: Mapped[int | None] = mapped_column(ForeignKey("corrective_action.id"))
    what_fa: Mapped[str] = mapped_column(Text)
    what_en: Mapped[str] = mapped_column(Text, default="")
    #: The subject that it concerns, or None.
    category_id: Mapped[int | None] = mapped_column(ForeignKey("message_category.id"))
    #: Its owner, a unit. The head of the unit is responsible; reports name no person.
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    #: Who does it; on no public page. None: the head of the unit.
    person_id: Mapped[int | None]
    due_day: Mapped[int]
    #: The proof that it is done: a letter, a photo, a figure.
    proof_fa: Mapped[str] = mapped_column(Text, default="")
    proof_en: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str | None] = mapped_column(String(10))
    done_day: Mapped[int | None]
    #: For a promise that was late or not kept: the reason and the new due day.
    why_fa: Mapped[str] = mapped_column(Text, default="")
    why_en: Mapped[str] = mapped_column(Text, default="")
    new_due_day: Mapped[int | None]
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    @property
    def what(self) -> Name:
        return Name(self.what_fa, self.what_en)

    @property
    def proof(self) -> Name:
        return Name(self.proof_fa, self.proof_en)

    @property
    def why(self) -> Name:
        return Name(self.why_fa, self.why_en)


class CorrectiveActionStep(Model):
    """What was done of a corrective action, with a photo as proof. ``done``: it is finished with this step."""

    __tablename__ = "corrective_action_step"
    __table_args__ = (Index("ix_corrective_action_step_action", "action_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("corrective_action.id"))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str] = mapped_column(Text)
    #: A file of ``web.uploads``, or "".
    photo: Mapped[str] = mapped_column(String(80), default="", server_default="")
    done: Mapped[bool] = mapped_column(default=False, server_default=false())
