"""Counts the items of a half-year by subject and root cause, including items that are not coded yet."""

from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from deskq.coding.models import Coding
from deskq.coding.rules.codes import COMMENT, MESSAGE, NOT_CODED, NOT_STATED, OPEN
from deskq.messages.models import NO_REPORT, Message
from deskq.ratings.models import Rating
from deskq.ratings.results.queries import UPHELD_APPEALS

#: First and last Jalali day of a half-year, both included.
Days = tuple[int, int]


class Counted(NamedTuple):
    """``items`` of one source with the same subject (id of a category, None without one) and root cause."""

    source: str
    box: bool
    category_id: int | None
    cause: str
    items: int


def counted(session: Session, office_id: int, days: Days) -> list[Counted]:
    """All items, coded or not, without confidential reports and excluded ratings."""
    code = func.coalesce(Coding.cause, NOT_CODED)
    subject = func.coalesce(Coding.category_id, Message.category_id)
    box = Message.opening_id.is_not(None)
    messages: Any = select(literal(MESSAGE), box, subject, code, func.count()).where(*messages_of(office_id, days))
    messages = messages.outerjoin_from(Message, Coding, coding_of(MESSAGE, Message.id, Message.office_id))
    comments: Any = select(literal(COMMENT), literal(False), Coding.category_id, code, func.count())
    comments = with_comments(comments, office_id, days)
    found = [
        *session.execute(messages.group_by(box, subject, code)),
        *session.execute(comments.group_by(Coding.category_id, code)),
    ]
    return [Counted(source, bool(in_box), category, cause, items) for source, in_box, category, cause, items in found]


def verdicts(session: Session, office_id: int, days: Days) -> Counter[str]:
    """{verdict, or a key of ``NO_VERDICT``: complaints}."""
    settled = and_(Message.recorded_at.is_not(None), Message.first_due_at.is_(None))
    verdict = func.coalesce(Message.verdict, case((settled, NOT_STATED), else_=OPEN)).label("said")
    wanted = select(verdict, func.count()).where(*messages_of(office_id, days), Message.kind == "complaint")
    return Counter({said: count for said, count in session.execute(wanted.group_by("said"))})


#: A slip that was undone right after it was typed, and an import that was undone: neither was ever received.
NOT_RECEIVED = and_(
    Message.state == "withdrawn",
    or_(and_(Message.channel == "box", Message.opening_id.is_(None)), Message.recorded_at.is_not(None)),
)


def messages_of(office_id: int, days: Days) -> tuple[ColumnElement[bool], ...]:
    mine: Any = (NO_REPORT, Message.office_id == office_id, Message.day.between(*days), ~NOT_RECEIVED)
    return mine  # type: ignore[no-any-return]


def with_comments(wanted: Select[Any], office_id: int, days: Days) -> Select[Any]:
    """Comments of ratings that are not excluded, joined with their codes."""
    return (
        wanted.select_from(Rating)
        .outerjoin(Coding, coding_of(COMMENT, Rating.ticket_id, Rating.office_id))
        .outerjoin(UPHELD_APPEALS, UPHELD_APPEALS.c.ticket_id == Rating.ticket_id)
        .where(
            Rating.office_id == office_id, Rating.day.between(*days), Rating.comment != "",
            Rating.mark.is_(None), UPHELD_APPEALS.c.ticket_id.is_(None),
        )
    )  # fmt: skip


def coding_of(source: str, item: object, office: object) -> ColumnElement[bool]:
    return and_(Coding.office_id == office, Coding.source == source, Coding.item_id == item)
