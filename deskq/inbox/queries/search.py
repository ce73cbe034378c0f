"""Search by words or code: the newest messages that the viewer may see."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from deskq.inbox.queries.inbox import COLUMNS, Row, row_of
from deskq.messages import fulltext, tracking_code
from deskq.messages.models import Message
from deskq.messages.queries.visibility import visible
from deskq.messages.rules.visibility import SEES_ALL, Viewer
from deskq.messages.tracking_code import LENGTH

MOST = 30
LATEST = 2**62


@dataclass(frozen=True, slots=True)
class Found:
    """``before`` is the key of the next page; None: there is none."""

    rows: list[Row]
    before: int | None = None


def search(session: Session, office_id: int, viewer: Viewer, typed: str, before: int | None = None) -> Found:
    """At most ``MOST``, the newest first, below the id ``before``. A tracking code finds its message only. Words
    never find a confidential report; its code does, for those who read it."""
    code = tracking_code.found_in(typed)
    if code is not None:
        return Found(_visible_rows(session, office_id, viewer, Message.code == code))
    while True:
        ids = fulltext.find(session, typed, MOST + 1, before or LATEST, _unit_terms(viewer))
        before = ids[MOST - 1] if len(ids) > MOST else None
        rows = _visible_rows(session, office_id, viewer, Message.id.in_(ids[:MOST]))
        if rows or before is None:  # found by a unit below that passed it on, but not visible
            return Found(rows, before)


def _visible_rows(session: Session, office_id: int, viewer: Viewer, which: ColumnElement[bool]) -> list[Row]:
    wanted = select(*COLUMNS).where(Message.office_id == office_id, which, visible(viewer))
    return [row_of(found, viewer) for found in session.execute(wanted.order_by(Message.id.desc()))]


def _unit_terms(viewer: Viewer) -> list[str]:
    if viewer.role in SEES_ALL:
        return []
    return [*map(fulltext.unit_term, sorted(viewer.works_for)), fulltext.taker_term(viewer.person_id)]


def by_code_begins(session: Session, viewer: Viewer, office_id: int, digits: str, before: int, most: int) -> list[Row]:
    """Of what the viewer sees, the messages whose code begins so, the newest first, below the id ``before``."""
    within = Message.code.between(digits.ljust(LENGTH, "0"), digits.ljust(LENGTH, "9"))
    wanted = select(*COLUMNS).where(Message.office_id == office_id, within, Message.id < before, visible(viewer))
    return [row_of(found, viewer) for found in session.execute(wanted.order_by(Message.id.desc()).limit(most))]
