"""Commands of the set-up: say which parts the town uses, mark a step as done or skipped."""

from collections.abc import Collection

from deskq.core.transactions import transaction
from deskq.office import parts
from deskq.office.models import Office
from deskq.office.row_store import changed, write
from deskq.setup.events import SetupStepMarked
from deskq.setup.models import SetupMark


def mark_step(office_id: int, by: str, step: str, mark: str) -> None:
    """Store the mark of a step; the same mark again changes nothing."""
    with transaction(office_id, by) as tx:
        row = tx.session.get(SetupMark, (office_id, step))
        if row is not None and row.mark == mark:
            return
        tx.session.merge(SetupMark(office_id=office_id, step=step, mark=mark, at=tx.at))
        tx.record(SetupStepMarked(step, mark))


def use_parts(office_id: int, by: str, used: Collection[str]) -> None:
    """Store which parts the town uses. Nothing of the others is deleted; they leave the menus and the list of what is
    missing."""
    with transaction(office_id, by) as tx:
        changes = write(tx, tx.session.get_one(Office, office_id), {"unused_parts": parts.stored(used)})
        if changes:
            changed(tx, "office", office_id, changes)
