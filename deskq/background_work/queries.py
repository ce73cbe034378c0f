"""Reads work, and where its results are."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from deskq.background_work.models import WorkItem


def own(session: Session, office_id: int, by: str, item_id: int) -> WorkItem | None:
    """Work that this person began."""
    found = session.get(WorkItem, item_id, populate_existing=True)
    return found if found is not None and (found.office_id, found.by) == (office_id, by) else None


def running(session: Session) -> WorkItem | None:
    """The oldest one to be done, of all offices."""
    return session.scalars(select(WorkItem).where(WorkItem.state == "running").order_by(WorkItem.id).limit(1)).first()


def same(session: Session, office_id: int, by: str, kind: str, detail: str, language: str) -> WorkItem | None:
    """The same work, not done yet."""
    mine = (WorkItem.office_id == office_id, WorkItem.by == by, WorkItem.state == "running")
    asked = (WorkItem.kind == kind, WorkItem.detail == detail, WorkItem.language == language)
    return session.scalars(select(WorkItem).where(*mine, *asked).limit(1)).first()


def file_of(token: str) -> Path:
    folder = config.INSTANCE / "work"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / token
