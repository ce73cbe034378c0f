"""What of commission sessions can be erased, by rule or on request: defences and reasons; verdicts and days stay."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select, update

from deskq.applications.models import Application
from deskq.applications.retention import APPLICANTS
from deskq.commissions.events import SessionsErased
from deskq.commissions.models import CommissionCorrection, CommissionItem
from deskq.core.retention_rules import erasure
from deskq.core.transactions import Transaction


def heard() -> Select[int]:
    """Ids of applications with a point of an agenda that is not erased yet."""
    item = select(CommissionItem.id).where(
        CommissionItem.application_id == Application.id, CommissionItem.erased_at.is_(None)
    )
    return select(Application.id).where(item.exists()).order_by(Application.id)


def erase(tx: Transaction, applications: Sequence[int]) -> int:
    """Empty defences and reasons about these applications, also those before corrections; returns how many had any."""
    found = list(tx.session.scalars(heard().where(Application.id.in_(applications))))
    if not found:
        return 0
    tx.connection.execute(
        update(CommissionItem)
        .where(CommissionItem.application_id.in_(found))
        .values(defence="", reason="", erased_at=tx.at, turn=CommissionItem.turn + 1)
    )
    items = select(CommissionItem.id).where(CommissionItem.application_id.in_(found))
    tx.connection.execute(
        update(CommissionCorrection).where(CommissionCorrection.item_id.in_(items)).values(reason="", why="")
    )
    tx.record(SessionsErased(len(found)))
    return len(found)


def _old(office_id: int, now: datetime) -> Select[int]:
    return heard().where(Application.office_id == office_id, Application.ended_at < now - APPLICANTS)


RULES = (erasure("defences and reasons before commissions, after the application has ended", APPLICANTS, _old, erase),)
