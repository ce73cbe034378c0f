"""Takes ready sheets into the office as drafts, with the units that they need."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.office.row_store import changed, put
from deskq.service_sheets.models import ServiceSheet
from deskq.service_sheets.rules import taking
from deskq.service_sheets.rules.taking import NeededUnit, ReadySheet, UnitChoice
from deskq.service_sheets.service import sheets
from deskq.staff.models import Person
from deskq.units import queries as unit_queries
from deskq.units.models import Unit

CHOOSE = N_("Please choose at least one service.")
WRONG_UNIT = N_("Please choose one of the listed units.")
WRONG_HEAD = N_("Please choose one of the listed people.")


def take(
    office_id: int,
    by: str,
    wanted: Sequence[ReadySheet],
    needed: Sequence[NeededUnit],
    choices: Mapping[str, UnitChoice],
) -> list[str]:
    """Store them as drafts, which no citizen sees; those whose code is there already stay as they are. ``needed``:
    the units that they need and the office does not have, ``choices`` {code: who does it}; a unit without a choice is
    added. Returns the codes of the new sheets."""
    if not wanted:
        raise InvalidInput({"sheets": CHOOSE})
    with transaction(office_id, by) as tx:
        there = set(tx.session.scalars(select(ServiceSheet.code).where(ServiceSheet.office_id == office_id)))
        new = [sheet for sheet in wanted if sheet.code not in there]
        units = _units(tx, [unit for unit in needed if any(sheet.code in unit.sheets for sheet in new)], choices)
        for sheet in new:
            content = taking.moved(sheet.content, units)
            sheets.save(office_id, by, sheet.code, content, offered=False, template=sheet.template)
        return [sheet.code for sheet in new]


def _units(tx: Transaction, needed: Sequence[NeededUnit], choices: Mapping[str, UnitChoice]) -> dict[str, str]:
    """{code of a needed unit: code of the unit of the office that does its work}"""
    there = {unit.code: unit for unit in unit_queries.units(tx.session, tx.office_id)}
    found: dict[str, str] = {}
    for unit in needed:
        choice = choices.get(unit.code, UnitChoice())
        if choice.here:
            if choice.here not in there or not there[choice.here].offered:
                raise InvalidInput({"units": WRONG_UNIT})
            found[unit.code] = choice.here
        elif unit.code not in there:
            there[unit.code] = _new_unit(tx, unit, choice, found, there)
            found[unit.code] = unit.code
    return found


def _new_unit(
    tx: Transaction, unit: NeededUnit, choice: UnitChoice, found: Mapping[str, str], there: Mapping[str, Unit]
) -> Unit:
    """Below the unit that is above it, or else below the unit at the top."""
    above = there.get(found.get(unit.above or "", unit.above or "")) or next(
        (one for one in there.values() if one.parent_id is None and one.offered), None
    )
    last = tx.session.scalar(select(func.max(Unit.position)).where(Unit.office_id == tx.office_id))
    row, changes = put(
        tx,
        Unit,
        None,
        {
            "code": unit.code,
            "name_fa": unit.name.fa,
            "name_en": unit.name.en,
            "position": 0 if last is None else last + 1,
            "parent_id": above.id if above is not None else None,
            "head_id": _head(tx, choice.head_id),
        },
    )
    changed(tx, "unit", row.id, changes)
    return row


def _head(tx: Transaction, person_id: int | None) -> int | None:
    person = tx.session.get(Person, person_id) if person_id is not None else None
    if person_id is not None and (person is None or person.office_id != tx.office_id or not person.active):
        raise InvalidInput({"units": WRONG_HEAD})
    return person_id
