"""Begins work, counts its beginnings, keeps its progress, cancels and ends it."""

from collections.abc import Callable

from sqlalchemy import func, select

from deskq.background_work import queries
from deskq.background_work.models import WorkItem
from deskq.core import secrets
from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.transactions import Transaction, transaction

SYSTEM = "work"
#: Work of one person that is not done yet.
MOST = 3


class TooMuchWork(DomainError):
    slug = "too-much-work"
    title = N_("Please wait until one of your exports is done, or stop one.")


def begin(
    office_id: int, by: str, kind: str, detail: str, name: str, language: str, note: Callable[[Transaction], object]
) -> int:
    """Returns the id. The same work that is not done yet is not begun again. ``note``: records the event of it."""
    with transaction(office_id, by) as tx:
        known = queries.same(tx.session, office_id, by, kind, detail, language)
        if known is not None:
            return known.id
        mine = (WorkItem.office_id == office_id, WorkItem.by == by, WorkItem.state == "running")
        if (tx.session.scalar(select(func.count()).select_from(WorkItem).where(*mine)) or 0) >= MOST:
            raise TooMuchWork
        item = WorkItem(
            office_id=office_id, kind=kind, detail=detail, language=language, by=by, name=name, token=secrets.new(),
            made_at=tx.at,
        )  # fmt: skip
        tx.session.add(item)
        tx.session.flush()
        note(tx)
        return item.id


def cancel(office_id: int, by: str, item_id: int) -> None:
    """Work that is over stays as it is."""
    with transaction(office_id, by) as tx:
        item = queries.own(tx.session, office_id, by, item_id)
        if item is None:
            raise NotFound
        if item.state == "running":
            item.state, item.ended_at = "cancelled", tx.at


def start(office_id: int, item_id: int) -> bool:
    """Count a beginning, before the work. False if it is over, or began so often before that it is given up now."""
    with transaction(office_id, SYSTEM) as tx:
        item = tx.session.get(WorkItem, item_id, populate_existing=True)
        if item is None or item.state != "running":
            return False
        item.beginnings += 1
        if item.given_up:
            item.state, item.ended_at = "failed", tx.at
        return not item.given_up


def keep_progress(office_id: int, item_id: int, done: int, total: int) -> bool:
    """False if it was cancelled, or deleted."""
    with transaction(office_id, SYSTEM) as tx:
        item = tx.session.get(WorkItem, item_id, populate_existing=True)
        if item is None or item.state != "running":
            return False
        item.done, item.total = done, total
        return True


def end(office_id: int, item_id: int, state: str) -> bool:
    """False if it was cancelled at the last moment."""
    with transaction(office_id, SYSTEM) as tx:
        item = tx.session.get(WorkItem, item_id, populate_existing=True)
        if item is None or item.state != "running":
            return False
        item.state, item.ended_at = state, tx.at
        if state == "done":
            item.done = item.total
        return True
