"""Deadline classes, categories, districts, city map and policy. Every text has two languages."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from deskq.core.extensions import Model
from deskq.core.text.names import Name
from deskq.message_settings import question_rules, search_words
from deskq.office.working_time import MEASURES


class Named:
    """Two names and a position; a row no longer ``offered`` is kept by the messages that have it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(String(40))
    name_fa: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80), default="")
    offered: Mapped[bool] = mapped_column(default=True, server_default=true())

    @property
    def name(self) -> Name:
        return Name(self.name_fa, self.name_en)


class MessageClass(Named, Model):
    """A published deadline class (R21); a change affects later messages only."""

    __table_args__ = (
        UniqueConstraint("office_id", "code"),
        CheckConstraint(f"measure IN {MEASURES!r}", name="measure"),
        CheckConstraint("amount >= 1", name="amount"),
    )

    amount: Mapped[int]
    measure: Mapped[str] = mapped_column(String(20))


class Category(Named, Model):
    """What a message is about (domain §6): its usual unit and deadline."""

    __tablename__ = "message_category"
    __table_args__ = (UniqueConstraint("office_id", "code"),)

    icon: Mapped[str] = mapped_column(String(40), default="info")
    class_id: Mapped[int] = mapped_column(ForeignKey("message_class.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    #: "Done" needs a photo of the finished work (R24).
    proof: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: A complaint about it asks for the number of the building permit, and never requires it (R19).
    permit: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: Whether its open requests are on the public page, without personal data.
    listed: Mapped[bool] = mapped_column(default=True, server_default=true())

    #: The kind that a message about it has, whatever was chosen; "" where the kind is chosen by itself.
    sets_kind: Mapped[str] = mapped_column(String(12), default="", server_default="")
    #: Other words that people of this town use for it, as the office typed them.
    other_words: Mapped[str] = mapped_column(String(search_words.LONGEST), default="", server_default="")

    @property
    def usual_words(self) -> tuple[str, ...]:
        """Everyday words by which it is found in every office."""
        return search_words.SEARCH_WORDS.get(self.code, ())

    @property
    def searched(self) -> str:
        """What a search in the list of subjects looks through: names, code and other words, separated by |."""
        own = search_words.separate(self.other_words)
        return " | ".join([self.name_fa, self.name_en, self.code, *self.usual_words, *own])


class District(Named, Model):
    """A part of the town."""

    __table_args__ = (UniqueConstraint("office_id", "code"),)


class ReadyAnswer(Named, Model):
    """A text that the staff choose while answering, for one category or for all; see ready_answers.py."""

    __table_args__ = (UniqueConstraint("office_id", "code"),)

    category_id: Mapped[int | None] = mapped_column(ForeignKey("message_category.id"))
    #: The outcome to which it belongs, one of ``messages.rules.transitions.OUTCOMES``.
    outcome: Mapped[str | None] = mapped_column(String(12))
    text_fa: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text, default="")

    @property
    def text(self) -> Name:
        return Name(self.text_fa, self.text_en)


class MessageQuestion(Named, Model):
    """A question of a category (question_rules.py); ``name``: text of the question."""

    __table_args__ = (
        UniqueConstraint("office_id", "code"),
        CheckConstraint(f"kind IN {question_rules.KINDS!r}", name="kind"),
    )

    category_id: Mapped[int] = mapped_column(ForeignKey("message_category.id"))
    kind: Mapped[str] = mapped_column(String(8))
    required: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: Answers of a choice, one on each line.
    options_fa: Mapped[str] = mapped_column(Text, default="")
    options_en: Mapped[str] = mapped_column(Text, default="")
    #: Condition: the question is asked only if this other question has that answer.
    when_id: Mapped[int | None] = mapped_column(ForeignKey("message_question.id"))
    when_answer: Mapped[str] = mapped_column(String(300), default="")

    @property
    def options(self) -> dict[str, Name]:
        """{stored answer: its name}; empty if any answer is accepted."""
        if self.kind == question_rules.YES_NO:
            return question_rules.YES_OR_NO
        choice = self.kind == question_rules.CHOICE
        return question_rules.option_lines(self.options_fa, self.options_en) if choice else {}


class CityPlan(Model):
    """A picture of the town with its edges in millionths of a degree, so that points outlive the picture."""

    __table_args__ = (CheckConstraint("north > south AND east > west", name="edges"),)

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    file: Mapped[str] = mapped_column(String(60))
    width: Mapped[int]
    height: Mapped[int]
    north: Mapped[int]
    south: Mapped[int]
    west: Mapped[int]
    east: Mapped[int]


class MessagePolicy(Model):
    """One row per office: where messages begin, how long a citizen may come back to an answer."""

    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    intake_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    inspectorate_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    #: Days after an answer in which a citizen may say "not satisfied" or object.
    reopen_days: Mapped[int] = mapped_column(default=30)
    #: An answer nobody came back to is closed after so many days.
    quiet_days: Mapped[int] = mapped_column(default=10)
    #: Days in which a message near another of the same category may be a duplicate, and how near in metres.
    near_days: Mapped[int] = mapped_column(default=30)
    near_metres: Mapped[int] = mapped_column(default=150)
    #: Default days of a pause for the citizen, and for an outside body.
    reply_days: Mapped[int] = mapped_column(default=10, server_default="10")
    outside_days: Mapped[int] = mapped_column(default=30, server_default="30")
