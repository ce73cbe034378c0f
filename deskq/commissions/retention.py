"""What of commission sessions can be erased, by rule or on request: defences and reasons; verdicts and days stay."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from deskq.applications.models import Application
from deskq.applications.retention import APPLICANTS
from deskq.commissions.events import SessionsErased
from deskq.commissions.models import CommissionItem
from deskq.core import retention_rules
from deskq.core.retention_rules import Rule, in_batches, length
from deskq.core.transactions import Transaction


def heard() -> Select[int]:
    """Ids of applications with a point of an agenda that is not erased yet."""
    item = select(CommissionItem.id).where(
        CommissionItem.application_id == Application.id, CommissionItem.erased_at.is_(None)
    )
    return select(Application.id).where(item.exists()).order_by(Application.id)


def erase(tx: Transaction, applications: Sequence[int]) -> int:
    """Empty defences and reasons about these applications; returns how many applications had any."""
    found = list(tx.session.scalars(heard().where(Application.id.in_(applications))))
    if not found:
        return 0
    tx.connection.execute(
        update(CommissionItem)
        .where(CommissionItem.application_id.in_(found))
        .values(defence="", reason="", erased_at=tx.at, turn=CommissionItem.turn + 1)
    )
    tx.record(SessionsErased(len(found)))
    return len(found)


def _old(office_id: int, now: datetime) -> Select[int]:
    return heard().where(Application.office_id == office_id, Application.ended_at < now - APPLICANTS)


def _due(session: Session, office_id: int, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(_old(office_id, now).subquery())) or 0


def _remove(office_id: int, now: datetime) -> int:
    def piece(tx: Transaction) -> int:
        return erase(tx, list(tx.session.scalars(_old(office_id, now).limit(retention_rules.BATCH))))

    return in_batches(office_id, piece, retention_rules.BATCH)


RULES = (
    Rule("defences and reasons before commissions, after the application has ended", length(APPLICANTS), _due, _remove),
)
