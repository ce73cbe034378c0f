"""Where a moment lies in the journal of an office: the last sequence before it, kept until another one is asked for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.db.journal import Entry
from deskq.core.extensions import db

#: {(database, office, whose moment): (moment, last sequence before it)}
_before: dict[tuple[str, int, str], tuple[datetime, int]] = {}


def before(session: Session, office_id: int, moment: datetime, whose: str) -> int:
    """0 if there is no entry before the moment. The journal has no index by time, so it is read backwards. ``whose``:
    who asks for moments that move on together."""
    key = str(db.engine.url), office_id, whose
    kept = _before.get(key)
    if kept is None or kept[0] != moment:
        wanted = select(Entry.sequence).where(Entry.office_id == office_id, Entry.at < moment)
        kept = _before[key] = moment, session.scalar(wanted.order_by(Entry.sequence.desc()).limit(1)) or 0
    return kept[1]


def forget() -> None:
    """Forget what is known of every journal, as after a restore."""
    _before.clear()
