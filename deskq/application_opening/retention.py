"""What of referrals is erased, by rule or on request: who it was, why, and with whom it was agreed. The place and the
day stay, and are counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from deskq.application_opening.events import ReferralsErased
from deskq.application_opening.models import VisitorReferral
from deskq.application_opening.queries.referrals import COUNTED
from deskq.core import retention_rules
from deskq.core.retention_rules import Rule, in_batches, length
from deskq.core.transactions import Transaction

EMPTY: dict[str, Any] = {"reason": "", "agreed_with": "", "phone_index": None, "national_index": None}


def erase(tx: Transaction, ids: Sequence[int]) -> int:
    """Returns how many."""
    if ids:
        mine = update(VisitorReferral).where(VisitorReferral.id.in_(ids))
        tx.connection.execute(mine.values(**EMPTY, erased_at=tx.at))
        tx.record(ReferralsErased(len(ids)))
    return len(ids)


def _old(office_id: int, now: datetime) -> Select[int]:
    wanted = select(VisitorReferral.id).where(
        VisitorReferral.office_id == office_id, VisitorReferral.erased_at.is_(None), VisitorReferral.at < now - COUNTED
    )
    return wanted.order_by(VisitorReferral.id)


def _due(session: Session, office_id: int, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(_old(office_id, now).subquery())) or 0


def _remove(office_id: int, now: datetime) -> int:
    def piece(tx: Transaction) -> int:
        return erase(tx, list(tx.session.scalars(_old(office_id, now).limit(retention_rules.BATCH))))

    return in_batches(office_id, piece, retention_rules.BATCH)


RULES = (Rule("reasons of referrals, and the hashes that count them", length(COUNTED), _due, _remove),)
