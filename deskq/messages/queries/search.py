"""The newest messages in which some words stand, as far as somebody may see them."""

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from deskq.messages import tracking, words
from deskq.messages.models import Message, Step
from deskq.messages.rules import REPORT, Viewer
from deskq.messages.rules.sight import EVERYWHERE

MOST = 30


def search(session: Session, office_id: int, viewer: Viewer, typed: str, before: int | None = None) -> list[Message]:
    """At most ``MOST``, the newest first; ``before`` is the id of the last of the page before. A tracking code finds
    its message, and nothing else."""
    code = tracking.found_in(typed)
    found = Message.code == code if code is not None else words.matching(session, typed)
    if found is None:
        return []
    wanted = select(Message).where(Message.office_id == office_id, visible(viewer), found)
    if before is not None:
        wanted = wanted.where(Message.id < before)
    return list(session.scalars(wanted.order_by(Message.id.desc()).limit(MOST)))


def visible(viewer: Viewer) -> ColumnElement[bool]:
    """``rules.sees`` as a condition: a list shows what a page would open, and no more."""
    reports = and_(
        Message.kind == REPORT,
        Message.unit_id.in_(viewer.reports_of),
        or_(Message.about_unit_id.is_(None), Message.about_unit_id.not_in(viewer.units)),
    )
    if viewer.role in EVERYWHERE:
        return or_(Message.kind != REPORT, reports) if viewer.reports_of else Message.kind != REPORT
    mine = viewer.units | viewer.under
    had = select(Step.id).where(
        Step.message_id == Message.id, or_(Step.unit_id.in_(viewer.units), Step.from_unit_id.in_(viewer.units))
    )
    others = and_(
        Message.kind != REPORT,
        or_(Message.unit_id.in_(mine), Message.taken_by_id == viewer.person_id, had.exists() if mine else ~true()),
    )
    return or_(others, reports) if viewer.reports_of else others
