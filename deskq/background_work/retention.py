"""Results of work carry personal data: they go a day after they were made."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from deskq.background_work import queries
from deskq.background_work.models import WorkItem
from deskq.core import actors
from deskq.core.retention_rules import BATCH, Rule, length
from deskq.core.transactions import transaction

KEPT = timedelta(days=1)


def _due(session: Session, office_id: int, now: datetime) -> int:
    old = (WorkItem.office_id == office_id, WorkItem.made_at < now - KEPT)
    return session.scalar(select(func.count()).select_from(WorkItem).where(*old)) or 0


def _remove(office_id: int, now: datetime) -> int:
    with transaction(office_id, actors.SYSTEM) as tx:
        old = select(WorkItem.id, WorkItem.token).where(WorkItem.office_id == office_id, WorkItem.made_at < now - KEPT)
        found = tx.session.execute(old.limit(BATCH)).all()
        tx.session.execute(delete(WorkItem).where(WorkItem.id.in_([row.id for row in found])))
    for row in found:
        with suppress(FileNotFoundError):
            queries.file_of(row.token).unlink()
    return len(found)


RULES = (Rule("exports that were begun, with their files", length(KEPT), _due, _remove),)
