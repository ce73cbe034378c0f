"""Like applications of the last half-year: how long they took, and how long a stage takes as a rule."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.application_figures import keep
from deskq.application_figures.models import ApplicationEnding, ApplicationStageTime
from deskq.application_figures.rules.measure import DONE, so_far
from deskq.applications.outlook_port import Promise, Prospect
from deskq.applications.rules import outlook
from deskq.applications.rules.outlook import LOOK_BACK, Usual
from deskq.core import clock
from deskq.core.text import jalali
from deskq.messages.queries import deadlines as deadline_queries

INSTANT = timedelta(microseconds=1)


def prospect(session: Session, promise: Promise) -> Prospect | None:
    """What is said of a promise, see ``outlook_port``."""
    now, calendar = clock.now(), deadline_queries.calendar(session, promise.office_id)
    used, missing = 0, promise.missing
    if promise.running is not None:
        history = keep.history_of(promise.running)
        used, missing = so_far(history, calendar.days_between, now).town, history.missing
    left = calendar.days_between(now, promise.due - INSTANT)
    found = outlook.outlook(lengths(session, promise.sheet_id, missing, now), used + left, used)
    if found is None:
        return None
    return Prospect(found, calendar.end_of_day(now, max(0, found.p80 - used)))


def lengths(session: Session, sheet_id: int, missing: bool, now: datetime) -> dict[int, int]:
    """{working days in the town's hands: applications of a service that were answered}; ``missing``: those that began
    with missing documents, else those that did not."""
    row = ApplicationEnding
    wanted = select(row.town, func.count()).where(
        row.sheet_id == sheet_id, row.missing.is_(missing), row.day >= first_day(now),
        row.how.in_(("finished", "refused")),
    )  # fmt: skip
    return {town: many for town, many in session.execute(wanted.group_by(row.town))}


def usual_stages(session: Session, sheet_id: int, codes: Iterable[str], now: datetime) -> dict[str, Usual]:
    """{stage: how long it takes as a rule, without waiting for the applicant}, where enough were done."""
    row, found = ApplicationStageTime, {}
    for code in codes:
        days = row.town + row.outside
        wanted = select(days, func.count()).where(
            row.sheet_id == sheet_id, row.code == code, row.how == DONE, row.day >= first_day(now)
        )
        usual = outlook.usual({length: many for length, many in session.execute(wanted.group_by(days))})
        if usual is not None:
            found[code] = usual
    return found


def first_day(now: datetime) -> int:
    """The first day of the last half-year as a Jalali number."""
    return jalali.day_number(clock.local(now).date() - timedelta(days=LOOK_BACK))
