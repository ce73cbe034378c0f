"""Parts of commands: begin a fault or join the open one, end one. They run inside the transaction of a command."""

from sqlalchemy import func, select

from deskq.amenities.events import AmenityRepaired, AmenityReported
from deskq.amenities.models import Amenity, AmenityFault, AmenityReport
from deskq.amenities.queries import faults as queries
from deskq.amenities.rules.faults import MOST_WORDS
from deskq.core.transactions import Transaction
from deskq.office import business_day
from deskq.office import queries as office_queries


def report(tx: Transaction, amenity_id: int, source: str, what: str = "", words: str = "") -> tuple[AmenityFault, bool]:
    """Begin a fault, or join the open one. Returns it, and whether it is new."""
    row = queries.open_fault(tx.session, amenity_id)
    is_new = row is None
    if row is None:
        day = business_day.number_at(office_queries.office(tx.session, tx.office_id), tx.at)
        moment = {"day": day, "opened_at": tx.at, "reported_at": tx.at}
        row = AmenityFault(office_id=tx.office_id, amenity_id=amenity_id, source=source, what=what, **moment)
        tx.session.add(row)
        tx.session.flush()
    else:
        row.reports += 1
        row.reported_at = tx.at
        row.what = row.what or what
    if (what or words) and len(queries.reports(tx.session, [row.id])[row.id]) < MOST_WORDS:
        tx.session.add(AmenityReport(office_id=tx.office_id, fault_id=row.id, at=tx.at, what=what, words=words))
    tx.session.flush()
    tx.record(AmenityReported(amenity_id, row.id, source, what, is_new))
    return row, is_new


def may_open_again(tx: Transaction, row: AmenityFault) -> bool:
    """Whether its repair may be taken back: nothing was reported after it, and the object is still checked."""
    amenity = tx.session.get_one(Amenity, row.amenity_id)
    newest = tx.session.scalar(select(func.max(AmenityFault.id)).where(AmenityFault.amenity_id == row.amenity_id))
    return newest == row.id and amenity.retired_day is None


def repair(tx: Transaction, row: AmenityFault, person_id: int, done: str = "", photo: str = "") -> None:
    """End a fault."""
    row.repaired_at, row.repaired_by_id, row.done, row.photo = tx.at, person_id, done, photo
    tx.session.flush()
    minutes = int((tx.at - row.opened_at).total_seconds() // 60)
    tx.record(AmenityRepaired(row.amenity_id, row.id, minutes, bool(photo)))
