"""Commands of the round: in order, broken, the rest is in order, undo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from deskq.amenities.events import AmenitiesChecked, AmenityCheckUndone
from deskq.amenities.models import Amenity, AmenityCheck, AmenityFault, AmenityReport
from deskq.amenities.queries import day_round, faults, objects
from deskq.amenities.rules.faults import CHECK, CLOSED, DOUBLE, NOTHING, OPENED, NotTheLastPress
from deskq.amenities.service import faults as parts
from deskq.core.errors import NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.office import business_day
from deskq.office import queries as office_queries


@dataclass(frozen=True, slots=True)
class Checker:
    """Who makes the round: ``by`` names them in the journal."""

    office_id: int
    by: str
    person_id: int


def check(who: Checker, amenity_id: int, is_ok: bool) -> bool:
    """In order or broken. "In order" ends an open fault: it works again. The second press of a double press does
    nothing; returns whether this one did something."""
    with transaction(who.office_id, who.by) as tx:
        row = objects.amenity(tx.session, who.office_id, amenity_id)
        if row is None or row.retired_day is not None:
            raise NotFound
        last = day_round.last_checks(tx.session, who.office_id, _today(tx)).get(row.id)
        if last is not None and _is_same_press(tx, last, who, is_ok):
            return False
        _store(tx, who, [row], is_ok)
        return True


def check_rest(who: Checker) -> int:
    """All that nobody has checked today and nobody has reported is in order. Returns how many."""
    with transaction(who.office_id, who.by) as tx:
        settings = objects.settings(tx.session, who.office_id)
        lines = day_round.lines(tx.session, who.office_id, _today(tx), settings)
        rest = [line.amenity for line in lines if line.waits_quietly]
        if rest:
            _store(tx, who, rest, True)
        return len(rest)


def undo(who: Checker, press: int) -> bool:
    """Take back the last press of this person today, if it is this one: its checks, the fault that it began and the
    repair that it made if nobody else has touched them. Returns whether it was still there; ``NotTheLastPress``."""
    with transaction(who.office_id, who.by) as tx:
        if tx.session.scalar(select(AmenityCheck.id).filter_by(office_id=who.office_id, press=press)) is None:
            return False
        rows = day_round.last_press(tx.session, who.office_id, _today(tx), who.person_id)
        if not rows or rows[0].press != press:
            raise NotTheLastPress
        effects = [(row.effect, row.fault_id, row.at) for row in rows]
        tx.session.execute(delete(AmenityCheck).where(AmenityCheck.id.in_([row.id for row in rows])))
        for effect, fault_id, pressed_at in effects:
            fault = tx.session.get(AmenityFault, fault_id) if fault_id is not None else None
            if fault is not None:
                _take_back(tx, fault, effect, pressed_at)
        tx.record(AmenityCheckUndone(_today(tx), press))
        return True


def _take_back(tx: Transaction, fault: AmenityFault, effect: str, pressed_at: datetime) -> None:
    is_untouched = fault.reports == 1 and fault.taken_at is None and fault.repaired_at is None
    if effect == OPENED and is_untouched:
        tx.session.execute(delete(AmenityReport).where(AmenityReport.fault_id == fault.id))
        tx.session.delete(fault)
    elif effect == CLOSED and fault.repaired_at == pressed_at and parts.may_open_again(tx, fault):
        fault.repaired_at = fault.repaired_by_id = None
    tx.session.flush()


def _store(tx: Transaction, who: Checker, rows: Sequence[Amenity], is_ok: bool) -> None:
    day = _today(tx)
    press = tx.record(AmenitiesChecked(day, [row.id for row in rows], is_ok))
    for row in rows:
        fault_id, effect = _found(tx, who, row.id, is_ok)
        check = {"day": day, "at": tx.at, "is_ok": is_ok, "press": press, "fault_id": fault_id, "effect": effect}
        tx.session.add(AmenityCheck(office_id=tx.office_id, amenity_id=row.id, person_id=who.person_id, **check))
    tx.session.flush()


def _found(tx: Transaction, who: Checker, amenity_id: int, is_ok: bool) -> tuple[int | None, str]:
    """(the fault, what the press did to it). What is still broken is no new report."""
    fault = faults.open_fault(tx.session, amenity_id)
    if is_ok:
        if fault is None:
            return None, NOTHING
        parts.repair(tx, fault, who.person_id)
        return fault.id, CLOSED
    if fault is not None:
        return fault.id, NOTHING
    return parts.report(tx, amenity_id, CHECK)[0].id, OPENED


def _is_same_press(tx: Transaction, last: AmenityCheck, who: Checker, is_ok: bool) -> bool:
    return last.person_id == who.person_id and last.is_ok == is_ok and tx.at - last.at < DOUBLE


def _today(tx: Transaction) -> int:
    return business_day.number_at(office_queries.office(tx.session, tx.office_id), tx.at)
