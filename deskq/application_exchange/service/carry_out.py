"""Writes one piece of a table: its applications whole, its counts and its place, in one transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskq.application_exchange import examine, staging, write
from deskq.application_exchange.examine import Group, Office
from deskq.application_exchange.models import ApplicationImport
from deskq.application_exchange.rules import fields
from deskq.application_exchange.service import imports
from deskq.application_exchange.staging import Files
from deskq.core.transactions import Transaction, transaction
from deskq.messages.queries import deadlines
from deskq.units import queries as unit_queries


def piece(office: Office, import_id: int, groups: list[Group], begin: int, total: int) -> bool:
    """Carry out the groups from the place ``begin`` on, once: a piece that was written already, or of an import that
    was cancelled, is left alone and gives False."""
    with transaction(office.office_id, f"import:{import_id}") as tx:
        found = tx.session.get(ApplicationImport, import_id)
        if found is None or (found.state, found.done) != ("running", begin):
            return False
        counts = _written(tx, office, found.kind, groups, f"import:{import_id}")
        found.made, found.changed, found.same = (
            found.made + counts[0], found.changed + counts[1], found.same + counts[2]
        )  # fmt: skip
        found.refused += staging.note_refused(Files(found.token), groups)  # before the commit, so that none is lost
        found.done, found.total = begin + len(groups), total
        if found.done >= total:
            imports.end(tx, found, "done")
        return True


def at_once(office: Office, by: str, kind: str, groups: list[Group]) -> tuple[int, int, int]:
    """Carry out a few groups in one transaction."""
    with transaction(office.office_id, by) as tx:
        return _written(tx, office, kind, groups, by)


def _written(tx: Transaction, office: Office, kind: str, groups: list[Group], by: str) -> tuple[int, int, int]:
    if kind == fields.FILES:
        return write.files(tx, examine.files(office, groups))
    return write.applications(tx, office, examine.applications(office, groups), by)


def office_of(session: Session, office_id: int, now: datetime) -> Office:
    """What an import asks of its office."""
    units = {one.code: one.id for one in unit_queries.units(session, office_id)}
    return Office(session, office_id, deadlines.calendar(session, office_id), units, now)
