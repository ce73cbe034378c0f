"""Applications that ended by the date on their receipt."""

from datetime import datetime

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from deskq.applications.models import Application, ApplicationStep


def promises_kept(session: Session, office_id: int, start: datetime, end: datetime) -> tuple[int, int]:
    """(in time, all) of applications whose date fell in [start, end), without those withdrawn. The date moves with the
    time in which the applicant or an outside body had it (R11); an extension by the town is a promise not kept."""
    extended = exists().where(ApplicationStep.application_id == Application.id, ApplicationStep.verb == "extend")
    first = Application.ended_at <= Application.first_due_at
    in_time = and_(Application.ended_at <= Application.due_at, or_(~extended, first))
    wanted = select(func.count(), func.sum(case((in_time, 1), else_=0))).where(
        Application.office_id == office_id,
        Application.due_at >= start,
        Application.due_at < end,
        Application.state != "withdrawn",
    )
    count, kept = session.execute(wanted).one()
    return int(kept or 0), count
