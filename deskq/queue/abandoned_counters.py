"""Counters whose clerk has gone without closing them."""

from datetime import datetime, timedelta

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from deskq.core.db.journal import Entry
from deskq.office.models import Counter
from deskq.queue.rules import counters


def abandoned(session: Session, office_id: int, now: datetime, longest_idle: timedelta) -> dict[int, datetime]:
    """{counter id: moment of its last action} of the counters without an action for longer than ``longest_idle``, the
    life of an idle session: their clerks have been signed out. Machines that hold a counter have no session."""
    last = and_(Entry.office_id == Counter.office_id, Entry.sequence == Counter.turn)
    staffed = select(Counter.id, Counter.break_until, Entry.at).join(Entry, last)
    query = staffed.where(Counter.office_id == office_id, Counter.status != "closed", Counter.clerk_id.is_not(None))
    return {
        counter: acted_at
        for counter, break_until, acted_at in session.execute(query)
        if counters.is_abandoned(acted_at, break_until, now, longest_idle)
    }
