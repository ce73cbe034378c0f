"""Applications that are open at the end of a period, with their ages in calendar days."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from deskq.application_reports.rules import BANDS, OpenFigures, band
from deskq.applications.models import OPEN, Application, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.applications.rules.progress import PAUSED_STATES
from deskq.core import clock
from deskq.core.text import jalali
from deskq.reports.period.rules import DAY

#: Verbs after which an application is not open; after an objection it is again.
CLOSING, OPENING = ("refuse", "withdraw", "dismiss"), ("object", "uphold")


def open_ones(session: Session, office_id: int, last: date, today: date) -> OpenFigures:
    """What is open at the end of the day ``last``; of today and later days now."""
    if last >= today:
        return _now(session, office_id, today)
    end = datetime.combine(last + DAY, time(), clock.zone())
    mine = (Application.office_id == office_id, Application.opened_at < end)
    objected = or_(Application.objected, Application.state == "objected", _withdrew_objection())
    still = or_(Application.ended_at.is_(None), Application.ended_at >= end)
    wanted = select(Application.day, func.count()).where(*mine, still, ~objected)
    days = Counter({day: many for day, many in session.execute(wanted.group_by(Application.day))})
    candidates = session.execute(select(Application.id, Application.day).where(*mine, objected)).all()
    days.update(day for number, day in candidates if _was_open(session, number, end))
    return _of(days.items(), last)


def _withdrew_objection() -> ColumnElement[bool]:
    """Withdrawn while an objection ran: it was refused and open in turn before."""
    step = ApplicationStep
    asked = select(step.id).where(step.application_id == Application.id, step.verb == "object").exists()
    return and_(Application.state == "withdrawn", asked)


def _was_open(session: Session, application_id: int, end: datetime) -> bool:
    """Of one with an objection: by its history. It was open unless it was closed or finished last."""
    step = ApplicationStep
    wanted = select(step.verb).where(
        step.application_id == application_id, step.at < end, step.verb.in_((*CLOSING, *OPENING)), queries.stands()
    )
    last = session.scalars(wanted.order_by(step.id.desc()).limit(1)).first()
    if last in CLOSING:
        return False
    ended = session.scalar(select(Application.ended_at).where(Application.id == application_id))
    return ended is None or ended >= end or last == "object"


def _now(session: Session, office_id: int, today: date) -> OpenFigures:
    mine = (Application.office_id == office_id, OPEN)
    by_day = session.execute(select(Application.day, func.count()).where(*mine).group_by(Application.day))
    late = and_(Application.due_at <= clock.now(), Application.paused_at.is_(None))
    found = _of(((day, many) for day, many in by_day), today)
    return OpenFigures(
        found.count,
        found.ages,
        late=session.scalar(select(func.count()).where(*mine, late)),
        waiting=session.scalar(select(func.count()).where(*mine, Application.state.in_(PAUSED_STATES))),
    )


def _of(by_day: Iterable[tuple[int, int]], last: date) -> OpenFigures:
    ages = [0] * (len(BANDS) + 1)
    for day, many in by_day:
        ages[band((last - jalali.gregorian(day)).days)] += many
    return OpenFigures(sum(ages), tuple(ages))
