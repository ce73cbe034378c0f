"""Commands of repairs: take, give back, repaired, undo."""

from deskq.amenities.events import AmenityRepairUndone, AmenityTaken
from deskq.amenities.models import AmenityFault
from deskq.amenities.queries import faults
from deskq.amenities.rules.faults import FaultIsOpenAgain, FaultIsRepaired, NotOpenAgain
from deskq.amenities.service import faults as parts
from deskq.amenities.service.checks import Checker
from deskq.core.errors import NotFound
from deskq.core.transactions import Transaction, transaction


def take(who: Checker, fault_id: int, taken: bool) -> AmenityFault:
    """See to a repair, or give it back. Somebody else may take it over."""
    with transaction(who.office_id, who.by) as tx:
        row = _find(tx, fault_id)
        if row.repaired_at is not None:
            raise FaultIsRepaired
        wanted = who.person_id if taken else None
        if row.taken_by_id != wanted:
            row.taken_by_id, row.taken_at = wanted, tx.at if taken else None
            tx.session.flush()
            tx.record(AmenityTaken(row.amenity_id, row.id, taken))
        return row


def repair(who: Checker, fault_id: int, done: str = "", photo: str = "") -> AmenityFault:
    """It works again. ``FaultIsRepaired`` if somebody else was faster; the second press of the same person does
    nothing."""
    with transaction(who.office_id, who.by) as tx:
        row = _find(tx, fault_id)
        if row.repaired_at is not None:
            if row.repaired_by_id == who.person_id:
                return row
            raise FaultIsRepaired
        parts.repair(tx, row, who.person_id, done, photo)
        return row


def works_again(who: Checker, amenity_id: int) -> bool:
    """The same from the page of a sticker. Returns whether something was open."""
    with transaction(who.office_id, who.by) as tx:
        row = faults.open_fault(tx.session, amenity_id)
        if row is None or row.office_id != who.office_id:
            return False
        parts.repair(tx, row, who.person_id)
        return True


def undo_repair(who: Checker, fault_id: int) -> AmenityFault:
    """It is broken after all. ``FaultIsOpenAgain`` where it was reported anew meanwhile; ``NotOpenAgain``
    where that was repaired too, or the object is retired."""
    with transaction(who.office_id, who.by) as tx:
        row = _find(tx, fault_id)
        if row.repaired_at is None:
            return row
        if faults.open_fault(tx.session, row.amenity_id) is not None:
            raise FaultIsOpenAgain
        if not parts.may_open_again(tx, row):
            raise NotOpenAgain
        row.repaired_at = row.repaired_by_id = None
        row.done = row.photo = ""
        tx.session.flush()
        tx.record(AmenityRepairUndone(row.amenity_id, row.id))
        return row


def _find(tx: Transaction, fault_id: int) -> AmenityFault:
    row = tx.session.get(AmenityFault, fault_id)
    if row is None or row.office_id != tx.office_id:
        raise NotFound
    return row
