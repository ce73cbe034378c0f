"""Who does a corrective action, and its steps. Each function is one button and one transaction."""

from deskq.core import clock
from deskq.core.errors import N_, Forbidden, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.half_year.events import ActionAssigned, ActionStepTaken
from deskq.half_year.models import CorrectiveAction, CorrectiveActionStep
from deskq.half_year.queries import progress as queries
from deskq.half_year.queries import reports
from deskq.half_year.rules import reviews
from deskq.staff import queries as staff_queries


def assign(office_id: int, by: str, action_id: int, person_id: int | None) -> None:
    """Choose who does it; None: the head of its unit. Possible until it is reviewed."""
    with transaction(office_id, by) as tx:
        row = _open(tx, action_id)
        people = {person.id for person in staff_queries.people(tx.session, office_id) if person.active}
        if person_id is not None and person_id not in people:
            raise InvalidInput({"person_id": N_("Please choose one of the options.")})
        if row.person_id != person_id:
            row.person_id = person_id
            tx.record(ActionAssigned(row.half, row.id, person_id))


def add_step(
    office_id: int, by: str, person_id: int, action_id: int, words: str, photo: str, done: bool, may_write: bool
) -> CorrectiveActionStep:
    """Record what was done; ``done``: it is finished. For who does it, the head of its unit, and those who write
    reports (``may_write``)."""
    with transaction(office_id, by) as tx:
        row = _open(tx, action_id)
        reader = queries.reader(tx.session, office_id, person_id, clock.today())
        if not may_write and not queries.may_record(tx.session, row, reader):
            raise Forbidden
        step = CorrectiveActionStep(
            action_id=row.id, at=tx.at, person_id=person_id, words=words, photo=photo, done=done
        )
        tx.session.add(step)
        tx.session.flush()
        tx.record(ActionStepTaken(row.half, row.id, done, bool(photo)))
        return step


def _open(tx: Transaction, action_id: int) -> CorrectiveAction:
    row = reports.action(tx.session, tx.office_id, action_id)
    if row is None:
        raise NotFound
    if row.outcome is not None:
        raise reviews.ReviewedAlready
    return row
