"""The table of codes: one row for each coded item, with its second reading if there was one; and what was coded at
once."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from deskq.coding.rules.codes import SOURCES
from deskq.core.db.engine import UtcMicroseconds
from deskq.core.extensions import Model

BIG = BigInteger().with_variant(Integer(), "sqlite")


class Coding(Model):
    """Subject and root cause of one message or of the comment of one rating. ``half``: half-year of its day, such as
    14042."""

    __table_args__ = (
        CheckConstraint(f"source IN {SOURCES!r}", name="source"),
        UniqueConstraint("office_id", "source", "item_id"),
        Index("ix_coding_half", "office_id", "half", "sampled"),
    )

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    half: Mapped[int]
    source: Mapped[str] = mapped_column(String(8))
    #: Id of a message, or of the ticket of a rating.
    item_id: Mapped[int] = mapped_column(BIG)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("message_category.id"))
    cause: Mapped[str] = mapped_column(String(40))
    coder_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    coded_at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    #: Whether the proposal was accepted unchanged; None: there was no proposal.
    accepted: Mapped[bool | None]
    #: Whether the item was drawn for the second reading, which does not see the first code.
    sampled: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: The first code at the time of the second reading, so that later corrections do not improve the agreement.
    first_category_id: Mapped[int | None] = mapped_column(ForeignKey("message_category.id"))
    first_cause: Mapped[str | None] = mapped_column(String(40))
    second_category_id: Mapped[int | None] = mapped_column(ForeignKey("message_category.id"))
    second_cause: Mapped[str | None] = mapped_column(String(40))
    second_reader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
    #: Revision: increases with every change.
    turn: Mapped[int] = mapped_column(default=0)


class CodingBatch(Model):
    """Items that one person coded with one press, so that it can be undone. ``before``: JSON, for each item [source,
    id, subject before, root cause before, revision now]; the root cause is None where the item had no code."""

    __tablename__ = "coding_batch"
    __table_args__ = (Index("ix_coding_batch_person", "office_id", "half", "person_id"),)

    id: Mapped[int] = mapped_column(BIG, primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    half: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcMicroseconds)
    before: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(UtcMicroseconds)
