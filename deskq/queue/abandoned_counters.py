"""Counters whose clerk has gone without closing them."""

from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from deskq.core.db.journal import Entry
from deskq.office.models import Counter
from deskq.queue.rules import counters


def left_alone(session: Session, office_id: int, now: datetime, longest_idle: timedelta) -> dict[int, datetime]:
    """{counter id: its last press} of the counters at which nobody has pressed anything for longer than a session lives
    without a press: their clerks have been signed out. Machines that hold a counter have no session."""
    last = and_(Entry.office_id == Counter.office_id, Entry.sequence == Counter.turn)
    manned = select(Counter.id, Counter.break_until, Entry.at).join(Entry, last)
    wanted = manned.where(Counter.office_id == office_id, Counter.status != "closed", Counter.clerk_id.is_not(None))
    return {
        counter: pressed_at
        for counter, break_until, pressed_at in session.execute(wanted)
        if counters.left_alone(pressed_at, break_until, now, longest_idle)
    }
