"""The result of an application, with its days in the calendar of the office."""

from sqlalchemy.orm import Session

from deskq.applications.models import Application, ApplicationStage
from deskq.applications.rules import result as rules
from deskq.applications.rules.result import Result
from deskq.core import clock
from deskq.messages.queries import deadlines
from deskq.service_sheets.rules.content import Content


def result(session: Session, application: Application, content: Content, last: ApplicationStage) -> Result | None:
    """None before it is ready, and of an application without one; ``last``: its last stage."""
    ready = rules.ready_at(application.state, application.ended_at, content.stages, last)
    if ready is None:
        return None
    kept = content.keep_days
    return Result(
        ready,
        place=rules.place(content),
        in_hand=application.ended_at == application.opened_at,
        keep_until=deadlines.calendar(session, application.office_id).end_of_day(ready, kept) if kept else None,
        valid_until=rules.valid_until(clock.local(ready).date(), content.valid_for, content.valid_unit),
    )
