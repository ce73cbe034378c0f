"""Saves the whole table of units in one transaction: new ones, names, what they do, units above, heads, order."""

from collections.abc import Mapping, Sequence

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.message_admin.queries.unit_table import Table, table
from deskq.message_admin.rules import unit_table
from deskq.message_admin.rules.unit_table import MOST_ROWS, Reading, TypedRow
from deskq.message_admin.service.confidential_reports import reports_follow
from deskq.office.row_store import changed, put
from deskq.units.models import Unit


def save_table(office_id: int, by: str, typed: list[TypedRow]) -> int:
    """Returns the number of units that changed. ``InvalidInput`` names each wrong cell as "cell-row"."""
    if len(typed) > MOST_ROWS:
        raise InvalidInput({"": N_("You have chosen too many.")})
    with transaction(office_id, by) as tx:
        reading = table(tx.session, office_id).read(typed)
        if reading.problems:
            raise InvalidInput(dict(reading.problems))
        with reports_follow(tx):
            return _write(tx, reading)


def _write(tx: Transaction, reading: Reading) -> int:
    """New units first, so that every unit above has an id."""
    before = table(tx.session, tx.office_id)
    ids = {row.index: row.row_id for row in reading.rows if row.row_id in before.units}
    codes = _new_codes(reading, {unit.code for unit in before.units.values()}, ids)
    for row in reading.rows:
        if row.index in codes:
            unit, _ = put(tx, Unit, None, {"code": codes[row.index], **row.fields, "offered": True})
            ids[row.index] = unit.id
    positions = _positions(before, [ids[row.index] or 0 for row in reading.rows])
    count = 0
    for row in reading.rows:
        unit_id = ids[row.index] or 0
        parent_id = ids[row.above] if row.above is not None else None
        further = {"position": positions[unit_id]} if unit_id in positions else {}
        unit, changes = put(tx, Unit, unit_id, {**row.fields, "parent_id": parent_id, **further})
        if row.index in codes:
            new = {"code": codes[row.index], **row.fields, "parent_id": parent_id}
            changes = {name: [None, value] for name, value in new.items() if value}
        if changes:
            count += 1
            changed(tx, "unit", unit.id, changes)
    return count


def _new_codes(reading: Reading, taken: set[str], ids: Mapping[int, int | None]) -> dict[int, str]:
    """{row: code} of new units."""
    found: dict[int, str] = {}
    for row in reading.rows:
        if row.index not in ids:
            found[row.index] = unit_table.new_code(row, taken | set(found.values()))
    return found


def _positions(before: Table, ids: Sequence[int]) -> dict[int, int]:
    """{unit: position}; of new ones alone, after all others, while the order of those that were there is the same."""
    was = [unit_id for unit_id, _ in before.depths]
    if list(ids)[: len(was)] == was:
        last = max((unit.position for unit in before.units.values()), default=0)
        return {unit_id: last + place for place, unit_id in enumerate(ids[len(was) :], 1)}
    return {unit_id: place for place, unit_id in enumerate(ids, 1)}
