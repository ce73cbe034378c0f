"""The newest messages in which some words stand, as far as somebody may see them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.messages import tracking, words
from deskq.messages.models import Message
from deskq.messages.queries.one import by_code, units_of
from deskq.messages.rules import Viewer, sees
from deskq.messages.rules.sight import EVERYWHERE

MOST = 30
LATEST = 2**62


def search(session: Session, office_id: int, viewer: Viewer, typed: str, before: int | None = None) -> list[Message]:
    """At most ``MOST``, the newest first; ``before`` is the id of the last of the page before. A tracking code finds
    its message, and nothing else. Words never find a confidential report; its code does, for those who read it."""
    code = tracking.found_in(typed)
    if code is not None:
        found = by_code(session, office_id, code)
        rows = [found] if found is not None else []
    else:
        ids = words.find(session, typed, MOST, before or LATEST, _whose(viewer))
        wanted = select(Message).where(Message.office_id == office_id, Message.id.in_(ids))
        rows = list(session.scalars(wanted.order_by(Message.id.desc())))
    return [row for row in rows if sees(viewer, row) or sees(viewer, row, units_of(session, row.id))]


def _whose(viewer: Viewer) -> list[str]:
    if viewer.role in EVERYWHERE:
        return []
    return [*map(words.of_unit, sorted(viewer.units | viewer.under)), words.of_taker(viewer.person_id)]
