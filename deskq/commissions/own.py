"""Sessions and applications of commissions that wait for one person: to be held, decided, served, put on an agenda."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from deskq.applications.models import Application, ApplicationStage
from deskq.applications.rules.progress import LIVE
from deskq.commissions.models import CommissionCall, CommissionItem, CommissionSession
from deskq.commissions.rules.verdicts import ADJOURNED_CODE, STAGES
from deskq.service_sheets.models import ServiceSheet
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS
from deskq.work.rules import Count

#: Sessions of so many days ahead are work of today; decided ones older than this are history.
AHEAD, BEHIND = timedelta(days=7), timedelta(days=120)


class OpenSession(NamedTuple):
    """``items`` on the agenda; ``undecided`` without a verdict; ``unserved``: decided and not served; ``untold``:
    people to be told by hand that it was moved or cancelled."""

    id: int
    unit_id: int
    commission: str
    starts_at: datetime
    items: int
    undecided: int
    unserved: int
    untold: int


def open_sessions(session: Session, office_id: int, units: Collection[int], now: datetime) -> list[OpenSession]:
    """Sessions of these units at which there is something to do, the earliest first. One statement."""
    one = CommissionSession
    items, undecided = _items(), _items(CommissionItem.verdict == "")
    unserved = _items(CommissionItem.verdict.not_in(("", ADJOURNED_CODE)), CommissionItem.served_day.is_(None))
    untold = (
        select(func.count())
        .where(CommissionCall.session_id == one.id, CommissionCall.told_at.is_(None))
        .correlate(one)
        .scalar_subquery()
    )
    is_held = one.cancelled_at.is_(None)
    due = or_(
        and_(is_held, one.starts_at <= now, or_(undecided > 0, unserved > 0)),
        and_(is_held, one.starts_at > now, one.starts_at <= now + AHEAD),
        and_(one.starts_at > now, untold > 0),
    )
    columns = (one.id, one.unit_id, one.commission, one.starts_at, items, undecided, unserved, untold)
    wanted = select(*columns).where(
        one.office_id == office_id, one.unit_id.in_(units), one.starts_at > now - BEHIND, due
    )
    return [OpenSession(*row) for row in session.execute(wanted.order_by(one.starts_at, one.id))]


def _items(*which: ColumnElement[bool]) -> Any:
    wanted = select(func.count()).where(CommissionItem.session_id == CommissionSession.id, *which)
    return wanted.correlate(CommissionSession).scalar_subquery()


def is_before_commission(stage: Any, sheet: Any) -> ColumnElement[bool]:
    """``rules.verdicts.commission_of`` as a condition."""
    pairs = [and_(sheet == of_sheet, stage.code == code) for of_sheet, code in STAGES]
    return or_(*pairs, and_(stage.code.in_(tuple(COMMISSIONS)), sheet.not_in(tuple(COMMISSIONS))))


def waiting(
    session: Session, office_id: int, units: Collection[int], most: int
) -> list[tuple[Application, ApplicationStage]]:
    """Stages of these units for a commission that are on no agenda, the earliest due first."""
    stage = aliased(ApplicationStage)
    wanted = _waiting(select(Application, stage), stage, office_id, units)
    return [(one, row) for one, row in session.execute(wanted.order_by(stage.due_at, Application.id).limit(most))]


def count_waiting(session: Session, office_id: int, units: Collection[int], now: datetime) -> Count:
    stage = aliased(ApplicationStage)
    late = case((or_(stage.due_at <= now, Application.due_at <= now), 1), else_=0)
    counted = select(func.count(), func.coalesce(func.sum(late), 0))
    return Count(*map(int, session.execute(_waiting(counted, stage, office_id, units)).one()))


def _waiting(wanted: Any, stage: Any, office_id: int, units: Collection[int]) -> Any:
    planned = (
        select(CommissionItem.id)
        .join(CommissionSession, CommissionSession.id == CommissionItem.session_id)
        .where(
            CommissionItem.application_id == Application.id,
            CommissionItem.verdict == "",
            CommissionSession.cancelled_at.is_(None),
        )
    )
    return (
        wanted.select_from(Application)
        .join(stage, stage.application_id == Application.id)
        .join(ServiceSheet, ServiceSheet.id == Application.sheet_id)
        .where(
            Application.office_id == office_id,
            Application.state.in_(LIVE),
            Application.state != "objected",
            stage.state == "here",
            stage.unit_id.in_(units),
            is_before_commission(stage, ServiceSheet.code),
            ~planned.exists(),
        )
    )
