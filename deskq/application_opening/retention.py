"""What of referrals is erased, by rule or on request: who it was, why, and with whom it was agreed. The place and the
day stay, and are counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from deskq.application_opening.events import ReferralsErased
from deskq.application_opening.models import VisitorReferral
from deskq.application_opening.queries.referrals import COUNTED
from deskq.core.retention_rules import erasure
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


RULES = (erasure("reasons of referrals, and the hashes that count them", COUNTED, _old, erase),)
