"""Reads items of a half-year with their codes, the next item to code or to read again, and the agreement of readers."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from deskq.coding.counts import NOT_RECEIVED, Days, coding_of, with_comments
from deskq.coding.models import Coding, CodingBatch
from deskq.coding.rules.agreement import Agreement, agreement
from deskq.coding.rules.codes import COMMENT, MESSAGE
from deskq.core.text import jalali
from deskq.core.text.half_years import Half
from deskq.messages.models import UNRESTRICTED, Message
from deskq.ratings.models import Rating
from deskq.reports.period import queries as period_queries

#: Jalali days.
EVER: Days = (0, 99_999_999)


class Item(NamedTuple):
    """A text of a citizen with its code, if it has one. ``fact``: kind of a message, or stars of a rating;
    ``unit_cause``: root cause that the unit gave with the answer."""

    source: str
    id: int
    text: str
    day: int
    fact: str
    category_id: int | None
    unit_cause: str | None
    coding: Coding | None


def first_entry(session: Session, office_id: int) -> date | None:
    """The day of the office's first visit or message."""
    message = session.scalar(select(func.min(Message.day)).where(Message.office_id == office_id))
    days = [period_queries.first_day(session, office_id), jalali.gregorian(message) if message else None]
    return min((day for day in days if day is not None), default=None)


def item(session: Session, office_id: int, source: str, item_id: int) -> Item | None:
    """The item; None if it does not exist or is a confidential report."""
    wanted = _messages(office_id, Message.id == item_id) if source == MESSAGE else None
    if source == COMMENT:
        wanted = _comments(office_id, EVER).where(Rating.ticket_id == item_id)
    row = session.execute(wanted).first() if wanted is not None else None
    return _item(source, row) if row is not None else None


def next_item(session: Session, office_id: int, days: Days, sees_comments: bool, from_end: bool) -> Item | None:
    """An item of the half-year that is not coded yet, messages first. ``from_end``: the latest one, so that two people
    can start at different ends."""
    order = Message.id.desc() if from_end else Message.id
    row = session.execute(
        _messages(office_id, Message.day.between(*days)).where(Coding.id.is_(None)).order_by(order).limit(1)
    ).first()
    if row is not None:
        return _item(MESSAGE, row)
    if not sees_comments:
        return None
    of_rating = Rating.ticket_id.desc() if from_end else Rating.ticket_id
    row = session.execute(_comments(office_id, days).where(Coding.id.is_(None)).order_by(of_rating).limit(1)).first()
    return _item(COMMENT, row) if row is not None else None


def count_uncoded(session: Session, office_id: int, days: Days, sees_comments: bool, most: int) -> int:
    """Items of the half-year that are not coded yet, up to ``most``."""
    lists = [_messages(office_id, Message.day.between(*days)).with_only_columns(Message.id)]
    if sees_comments:
        lists.append(_comments(office_id, days).with_only_columns(Rating.ticket_id))
    limited = [one.where(Coding.id.is_(None)).limit(most).subquery() for one in lists]
    counts = [select(func.count()).select_from(one).scalar_subquery() for one in limited]
    return min(most, sum(session.execute(select(*counts)).one()))


def next_to_read_again(
    session: Session, office_id: int, half: int, person_id: int, sees_comments: bool
) -> Coding | None:
    """An item of the sample that another person coded and that has no second reading yet."""
    wanted = select(Coding).where(
        Coding.office_id == office_id, Coding.half == half, Coding.sampled, Coding.second_cause.is_(None),
        Coding.coder_id != person_id,
    )  # fmt: skip
    if not sees_comments:
        wanted = wanted.where(Coding.source == MESSAGE)
    return session.scalars(wanted.order_by(Coding.id).limit(1)).first()


def coding_of_item(session: Session, office_id: int, source: str, item_id: int) -> Coding | None:
    wanted = select(Coding).where(Coding.office_id == office_id, Coding.source == source, Coding.item_id == item_id)
    return session.scalars(wanted).one_or_none()


def coding(session: Session, office_id: int, coding_id: int) -> Coding | None:
    wanted = select(Coding).where(Coding.office_id == office_id, Coding.id == coding_id)
    return session.scalars(wanted).one_or_none()


def coded_last(session: Session, office_id: int, half: int, person_id: int, sees_comments: bool) -> Coding | None:
    """The item of the half-year that this person coded last; None before the first."""
    wanted = select(Coding).where(Coding.office_id == office_id, Coding.half == half, Coding.coder_id == person_id)
    if not sees_comments:
        wanted = wanted.where(Coding.source == MESSAGE)
    return session.scalars(wanted.order_by(Coding.coded_at.desc(), Coding.id.desc()).limit(1)).first()


def codings(session: Session, office_id: int, half: int) -> list[Coding]:
    wanted = select(Coding).where(Coding.office_id == office_id, Coding.half == half)
    return list(session.scalars(wanted.order_by(Coding.id)))


def _messages(office_id: int, *which: ColumnElement[bool]) -> Any:
    columns = (Message.id, Message.body, Message.day, Message.kind, Message.category_id, Message.root_cause, Coding)
    return (
        select(*columns)
        .outerjoin_from(Message, Coding, coding_of(MESSAGE, Message.id, Message.office_id))
        .where(UNRESTRICTED, Message.office_id == office_id, ~NOT_RECEIVED, *which)
    )


def _comments(office_id: int, days: Days) -> Any:
    columns = (Rating.ticket_id, Rating.comment, Rating.day, Rating.score, literal(None), literal(None), Coding)
    wanted: Any = select(*columns)
    return with_comments(wanted, office_id, days)


def _item(source: str, row: Any) -> Item:
    return Item(source, row[0], row[1], row[2], str(row[3]), row[4], row[5], row[6])


def count_codes(session: Session, office_id: int) -> int:
    return session.scalar(select(func.count()).select_from(Coding).where(Coding.office_id == office_id)) or 0


def coded_items(session: Session, office_id: int, most: int) -> list[tuple[Item, Coding]]:
    """The ``most`` items that were coded last, with their codes, the oldest code first."""
    latest = select(Coding.id).where(Coding.office_id == office_id).order_by(Coding.id.desc()).limit(most)
    found = [
        *(_item(MESSAGE, row) for row in session.execute(_messages(office_id, Coding.id.in_(latest)))),
        *(_item(COMMENT, row) for row in session.execute(_comments(office_id, EVER).where(Coding.id.in_(latest)))),
    ]
    coded = [(one, one.coding) for one in found if one.coding is not None]
    return sorted(coded, key=lambda pair: pair[1].id)


def coded_in(session: Session, office_id: int, days: Days, sees_comments: bool, most: int) -> list[Item]:
    """The ``most`` latest coded items of these days, messages first."""
    messages = _messages(office_id, Message.day.between(*days)).where(Coding.id.is_not(None))
    found = [_item(MESSAGE, row) for row in session.execute(messages.order_by(Message.id.desc()).limit(most))]
    if sees_comments and len(found) < most:
        comments = _comments(office_id, days).where(Coding.id.is_not(None)).order_by(Rating.ticket_id.desc())
        found += [_item(COMMENT, row) for row in session.execute(comments.limit(most - len(found)))]
    return found


class Wanted(NamedTuple):
    """Which items a list has. ``state``: "open" without a code, "coded", or "all"; ``category_id``: those with this
    subject, 0 those without one; ``words``: part of the text."""

    state: str = "open"
    category_id: int | None = None
    words: str = ""


def items_in(
    session: Session, office_id: int, days: Days, sees_comments: bool, wanted: Wanted, most: int
) -> list[Item]:
    """The first ``most`` items of these days that the list has, messages and slips first."""
    messages = _narrowed(_messages(office_id, Message.day.between(*days)), wanted, Message.body, Message.category_id)
    found = [_item(MESSAGE, row) for row in session.execute(messages.order_by(Message.id).limit(most))]
    if sees_comments and len(found) < most:
        comments = _narrowed(_comments(office_id, days), wanted, Rating.comment, literal(None))
        comments = comments.order_by(Rating.ticket_id).limit(most - len(found))
        found += [_item(COMMENT, row) for row in session.execute(comments)]
    return found


def _narrowed(rows: Any, wanted: Wanted, text: Any, own_category: Any) -> Any:
    subject = func.coalesce(Coding.category_id, own_category)
    if wanted.state != "all":
        rows = rows.where(Coding.id.is_(None) if wanted.state == "open" else Coding.id.is_not(None))
    if wanted.category_id is not None:
        rows = rows.where(subject.is_(None) if not wanted.category_id else subject == wanted.category_id)
    return rows.where(text.contains(wanted.words, autoescape=True)) if wanted.words else rows


def batch(session: Session, office_id: int, person_id: int, batch_id: int) -> CodingBatch | None:
    """What this person coded at once."""
    mine = (CodingBatch.office_id == office_id, CodingBatch.person_id == person_id, CodingBatch.id == batch_id)
    return session.scalars(select(CodingBatch).where(*mine)).one_or_none()


def last_batch(session: Session, office_id: int, half: int, person_id: int) -> CodingBatch | None:
    """The last one that this person has not undone."""
    mine = (CodingBatch.office_id == office_id, CodingBatch.half == half, CodingBatch.person_id == person_id)
    wanted = select(CodingBatch).where(*mine, CodingBatch.undone_at.is_(None)).order_by(CodingBatch.id.desc())
    return session.scalars(wanted.limit(1)).one_or_none()


class Reading(NamedTuple):
    """Agreement of two readers on root causes and on subjects; None without second readings."""

    cause: Agreement | None
    subject: Agreement | None


def reading(session: Session, office_id: int, half: Half) -> Reading:
    """The agreement of the readers of one half-year, or of the two that have one report."""
    rows = [row for part in half.parts for row in read_twice(session, office_id, part.code)]
    return Reading(
        agreement([(row.first_cause, row.second_cause) for row in rows]),
        agreement([(row.first_category_id, row.second_category_id) for row in rows]),
    )


def read_twice(session: Session, office_id: int, half: int) -> list[Coding]:
    return [row for row in codings(session, office_id, half) if row.second_cause is not None]
