"""What a cancelled session leaves behind: its moment, defences that were handed in, owners who were told of it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.commissions import queries
from deskq.commissions.models import CommissionItem, CommissionSession


def free_moment(session: Session, cancelled: CommissionSession) -> datetime:
    """The first microsecond from its own on that no session of its unit has."""
    wanted = select(CommissionSession.starts_at).where(
        CommissionSession.unit_id == cancelled.unit_id,
        CommissionSession.commission == cancelled.commission,
        CommissionSession.starts_at.between(cancelled.starts_at, cancelled.starts_at + timedelta(seconds=1)),
    )
    taken, moment = set(session.scalars(wanted)), cancelled.starts_at
    while moment in taken:
        moment += timedelta(microseconds=1)
    return moment


def newest_item(session: Session, application_id: int, stage: str) -> CommissionItem | None:
    """The application's newest agenda item for this stage, if its session was cancelled."""
    found = [(one, held) for one, held in queries.of_application(session, application_id) if one.stage == stage]
    item, held = max(found, key=lambda pair: pair[0].id, default=(None, None))
    return item if held is not None and held.cancelled_at is not None else None


def is_brought(session: Session, row: CommissionItem) -> bool:
    """Whether its defence was received for an earlier session, which was cancelled."""
    if row.defence_at is None:
        return False
    found = queries.of_application(session, row.application_id)
    return any(one.id < row.id and one.defence_at == row.defence_at for one, held in found if held.cancelled_at)


def still_told(session: Session, applications: Iterable[int]) -> set[int]:
    """Applications whose owner was served the notice of a session that was cancelled, and of no other since."""
    wanted = (
        select(CommissionItem, CommissionSession.cancelled_at)
        .join(CommissionSession, CommissionSession.id == CommissionItem.session_id)
        .where(CommissionItem.application_id.in_(list(applications)))
        .order_by(CommissionItem.id)
    )
    told: set[int] = set()
    for row, cancelled_at in session.execute(wanted):
        if cancelled_at is not None and row.notice_day is not None:
            told.add(row.application_id)
        elif cancelled_at is None and (row.notice_day is not None or row.verdict):
            told.discard(row.application_id)
    return told
