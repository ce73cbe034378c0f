"""The newest messages in which some words stand, as far as somebody may see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.messages import tracking, words
from deskq.messages.models import Message
from deskq.messages.queries.one import by_code, units_of
from deskq.messages.rules import Viewer, sees
from deskq.messages.rules.sight import EVERYWHERE

MOST = 30
LATEST = 2**62


@dataclass(frozen=True, slots=True)
class Found:
    """``before`` is where the next page begins; None: there is none."""

    messages: list[Message]
    before: int | None = None


def search(session: Session, office_id: int, viewer: Viewer, typed: str, before: int | None = None) -> Found:
    """At most ``MOST``, the newest first, below the id ``before``. A tracking code finds its message, and nothing else.
    Words never find a confidential report; its code does, for those who read it."""
    code = tracking.found_in(typed)
    if code is not None:
        found = by_code(session, office_id, code)
        return Found(_seen(session, viewer, [found] if found is not None else []))
    ids = words.find(session, typed, MOST + 1, before or LATEST, _whose(viewer))
    wanted = select(Message).where(Message.office_id == office_id, Message.id.in_(ids[:MOST]))
    rows = session.scalars(wanted.order_by(Message.id.desc()))
    return Found(_seen(session, viewer, rows), ids[MOST - 1] if len(ids) > MOST else None)


def _seen(session: Session, viewer: Viewer, rows: Iterable[Message]) -> list[Message]:
    return [row for row in rows if sees(viewer, row) or sees(viewer, row, units_of(session, row.id))]


def _whose(viewer: Viewer) -> list[str]:
    if viewer.role in EVERYWHERE:
        return []
    return [*map(words.of_unit, sorted(viewer.units | viewer.under)), words.of_taker(viewer.person_id)]
