"""To whom late messages climbed, in SQL."""

from sqlalchemy import ColumnElement, and_, or_

from deskq.messages.models import Message
from deskq.messages.queries.furniture import Furniture
from deskq.messages.rules import LEVELS, REPORT, Viewer


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
    return and_(Message.unit_id == unit_id, Message.escalation >= level, or_(Message.kind != REPORT, unnamed(viewer)))


def unnamed(viewer: Viewer) -> ColumnElement[bool]:
    return or_(Message.about_unit_id.is_(None), Message.about_unit_id.not_in(viewer.units))
