"""Command of the set-up: mark a step as done or skipped."""

from deskq.core.transactions import transaction
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
