"""Reads the public content of open matters: subject, part of the town, date, state, number of people. No text of a
citizen, no address, no code."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from deskq.message_settings.queries import MessageSettings
from deskq.messages.models import LISTED, Message

PAGE = 30


@dataclass(frozen=True, slots=True)
class Matter:
    id: int
    category_id: int | None
    district_id: int | None
    cell: int | None
    state: str
    registered_at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class MatterPage:
    rows: list[Matter]
    before: int | None


def listed_categories(settings: MessageSettings) -> set[int]:
    """Categories whose open matters are public."""
    return {row.id for row in settings.categories.values() if row.listed}


def matters(
    session: Session,
    office_id: int,
    categories: Collection[int],
    cell: int | None = None,
    before: int | None = None,
) -> MatterPage:
    """Matters with ids below ``before``, the newest first; with ``cell`` only of that square."""
    wanted = _listed(office_id, categories)
    if cell is not None:
        wanted = and_(wanted, Message.cell == cell)
    if before is not None:
        wanted = and_(wanted, Message.id < before)
    columns = (
        *(Message.id, Message.category_id, Message.district_id, Message.cell, Message.state, Message.registered_at),
        Message.supporters,
    )
    found = session.execute(select(*columns).where(wanted).order_by(Message.id.desc()).limit(PAGE + 1)).all()
    rows = [Matter(*row) for row in found[:PAGE]]
    return MatterPage(rows, rows[-1].id if len(found) > PAGE else None)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Open matters by category, and by square of the chosen categories."""

    by_category: dict[int, int]
    by_cell: dict[int, int]


def numbers(session: Session, office_id: int, categories: Collection[int], chosen: Collection[int]) -> Numbers:
    """Numbers read from the index alone. "+ 0" disables the indexes of squares and categories, which contain all
    messages."""
    category_id, cell = (Message.category_id + 0).label("category"), (Message.cell + 0).label("square")
    wanted = select(category_id, cell, func.count()).where(_listed(office_id, categories))
    found = Numbers({}, {})
    for category, square, count in session.execute(wanted.group_by(category_id, cell)):
        found.by_category[category or 0] = found.by_category.get(category or 0, 0) + count
        if square is not None and category in chosen:
            found.by_cell[square] = found.by_cell.get(square, 0) + count
    return found


def listed(session: Session, office_id: int, categories: Collection[int], message_id: int) -> Message | None:
    """The matter with this id, if it is public."""
    return session.scalars(
        select(Message).where(_listed(office_id, categories), Message.id == message_id)
    ).one_or_none()


def _listed(office_id: int, categories: Collection[int]) -> ColumnElement[bool]:
    # "+ 0" disables the index of categories (a hundred thousand rows) in favour of that of listed ones (a few thousand)
    mine = (Message.office_id == office_id, Message.restricted.is_(False))
    return and_(LISTED, *mine, (Message.category_id + 0).in_(sorted(categories)))
