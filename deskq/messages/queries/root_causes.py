"""How often each root cause was found in the messages answered in a period."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.message_settings.root_causes import AXIS_NAMES, CAUSE_NAMES, CAUSES
from deskq.messages.models import UNRESTRICTED, Message
from deskq.ratings.results.root_cause_port import RootCauses


def counted(session: Session, office_id: int, start: datetime, end: datetime) -> list[RootCauses]:
    """By axis, for answers given in [start, end); what only the inspectorate reads is left out."""
    wanted = select(Message.root_cause, func.count()).where(
        UNRESTRICTED,
        Message.office_id == office_id,
        Message.answered_at >= start,
        Message.answered_at < end,
        Message.root_cause.is_not(None),
    )
    times = {cause: count for cause, count in session.execute(wanted.group_by(Message.root_cause))}
    found = []
    for axis, causes in CAUSES.items():
        rows = [(CAUSE_NAMES[cause], times[cause]) for cause in causes if cause in times]
        if rows:
            found.append(RootCauses(AXIS_NAMES[axis], sorted(rows, key=lambda row: -row[1])))
    return found
