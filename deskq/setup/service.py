"""Command of the set-up: a step was tried, or is left out."""

from deskq.core.transactions import transaction
from deskq.setup.events import SetupStepMarked
from deskq.setup.models import SetupMark


def mark_step(office_id: int, by: str, step: str, mark: str) -> None:
    """Store what a person said of a step; the same again changes nothing."""
    with transaction(office_id, by) as tx:
        row = tx.session.get(SetupMark, (office_id, step))
        if row is not None and row.mark == mark:
            return
        tx.session.merge(SetupMark(office_id=office_id, step=step, mark=mark, at=tx.at))
        tx.record(SetupStepMarked(step, mark))
