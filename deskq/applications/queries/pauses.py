"""The pause of an application: since when it waits, and how many working days are left."""

from sqlalchemy.orm import Session

from deskq.applications.models import Application
from deskq.applications.rules import pauses
from deskq.applications.rules.pauses import Pause
from deskq.core import clock
from deskq.messages.queries import deadlines


def pause(session: Session, application: Application) -> Pause | None:
    """None while its clock runs, and after its end."""
    if application.paused_at is None or application.ended_at is not None:
        return None
    calendar = deadlines.calendar(session, application.office_id)
    return pauses.pause(calendar, application.state, application.due_at, application.paused_at, clock.now())
