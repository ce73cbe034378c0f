"""``rules.sees`` in SQL: what a list may show, and to whom a late one climbed."""

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from deskq.messages.models import Message, Step
from deskq.messages.queries.furniture import Furniture
from deskq.messages.rules import LEVELS, REPORT, Viewer
from deskq.messages.rules.sight import EVERYWHERE


def reports(viewer: Viewer) -> ColumnElement[bool]:
    """The confidential reports this one reads."""
    if not viewer.reports_of:
        return false()
    named = or_(Message.about_unit_id.is_(None), Message.about_unit_id.not_in(viewer.units))
    return and_(Message.kind == REPORT, Message.unit_id.in_(viewer.reports_of), named)


def seen(viewer: Viewer) -> ColumnElement[bool]:
    """Everything this one sees, as ``rules.sees`` says it of one message."""
    return or_(and_(Message.kind != REPORT, _plain(viewer)), reports(viewer))


def _plain(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.role in EVERYWHERE:
        return true()
    own = viewer.units | viewer.under
    had = exists(select(Step.id).where(Step.message_id == Message.id, _at(viewer)))
    return or_(Message.unit_id.in_(own), Message.taken_by_id == viewer.person_id, had)


def _at(viewer: Viewer) -> ColumnElement[bool]:
    return or_(Step.unit_id.in_(viewer.units), Step.from_unit_id.in_(viewer.units))


def climbed_to(viewer: Viewer, about: Furniture) -> dict[int, int]:
    """{unit: the level at which this one hears of its late messages}."""
    found: dict[int, int] = {}
    for unit_id in about.units:
        for level in LEVELS:
            if about.told(unit_id, level).id in viewer.heads:
                found[unit_id] = level
                break
    return found


def climbed(viewer: Viewer, unit_id: int, level: int) -> ColumnElement[bool]:
    """Late messages of the unit of which this one was told. Of a report that it is late, unless it names them."""
    named = or_(Message.about_unit_id.is_(None), Message.about_unit_id.not_in(viewer.units))
    return and_(Message.unit_id == unit_id, Message.escalation >= level, or_(Message.kind != REPORT, named))
