"""Corrective actions that call for an alert: their day comes, or is over and they are not finished."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.alerts.models import Alert
from deskq.alerts.queries.found import Found
from deskq.alerts.rules import ACT_DUE, ACT_LATE, Settings
from deskq.core import clock
from deskq.core.text import jalali
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.queries import progress

DAY = timedelta(days=1)


def found(session: Session, office_id: int, settings: Mapping[str, Settings], now: datetime) -> list[Found]:
    """Those of the kinds that are switched on; ``figure``: days left, or days late."""
    due, late = settings[ACT_DUE], settings[ACT_LATE]
    if not (due.on or late.on):
        return []
    today = clock.local(now).date()
    ahead = due.limit or 0 if due.on else 0
    result = []
    for row in progress.open_actions(session, office_id, jalali.day_number(today + ahead * DAY)):
        left = (jalali.gregorian(row.due_day) - today) // DAY
        if left < 0 and late.on:
            result.append(Found(ACT_LATE, row.id, figure=-left))
        elif left >= 0 and due.on:
            result.append(Found(ACT_DUE, row.id, figure=left))
    return result


def by_id(session: Session, ids: Sequence[int]) -> dict[int, CorrectiveAction]:
    return {row.id: row for row in progress.by_ids(session, ids)}


def received(session: Session, office_id: int, person_id: int, alerts: Sequence[Alert]) -> list[Alert]:
    """The alerts about actions whose recipients include this person: who does them, the head of the unit, and of those
    that are late for more than a week also the heads above and executives."""
    about = by_id(session, [one.subject for one in alerts])
    today = clock.today()
    reader = progress.reader(session, office_id, person_id, today)
    own = {row.id for row in progress.own(session, about.values(), reader)}
    own |= {row.id for row in progress.told_late(about.values(), reader.viewer, today)}
    return [one for one in alerts if one.subject in own]
