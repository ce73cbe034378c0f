"""Units: who is above whom, who heads them, which are closed. A closed one takes nothing new, so it closes empty."""

from collections.abc import Mapping
from typing import Any

from deskq.errors import N_, BadFields, Refused
from deskq.messages import queries, rules
from deskq.messages.editing.lists import RefersHere, check_code
from deskq.messages.editing.reports import reports_follow
from deskq.messages.furniture import MessagePolicy
from deskq.messages.rules.chain import check_parent
from deskq.office import queries as office_queries
from deskq.office.rows import changed, find, put, remove, write
from deskq.office.units import Unit
from deskq.staff.models import Person
from deskq.transactions import Transaction, transaction


class UnitBusy(Refused):
    slug = "unit-busy"
    title = N_(
        "Something still waits for an answer of %(unit)s. Please refer its open messages to other units, and ask the "
        "inspectorate about whatever you do not see; nothing was changed."
    )


class UnitBegins(Refused):
    slug = "unit-begins"
    title = N_("Messages begin at %(unit)s. Please name another unit for that first; nothing was changed.")


def save_unit(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> Unit:
    """Write a unit, new when ``row_id`` is None; ``fields`` are its columns. Its code is given once."""
    with transaction(office_id, by) as tell:
        check_code(tell, Unit, row_id, fields)
        _check(tell, row_id, fields)
        if row_id is not None and not fields["offered"]:
            _check_closing(tell, find(tell, Unit, row_id))
        with reports_follow(tell):
            row, changes = put(tell, Unit, row_id, fields)
            changed(tell, "unit", row.id, changes)
        return row


def offer_unit(office_id: int, by: str, row_id: int, offered: bool) -> Unit:
    """Open a unit again, or close it."""
    with transaction(office_id, by) as tell:
        row = find(tell, Unit, row_id)
        if not offered:
            _check_closing(tell, row)
        changed(tell, "unit", row.id, write(tell, row, {"offered": offered}))
        return row


def delete_unit(office_id: int, by: str, row_id: int) -> None:
    with transaction(office_id, by) as tell:
        row = find(tell, Unit, row_id)
        _check_closing(tell, row)
        changed(tell, "unit", row_id, remove(tell, row, RefersHere))


def _check(tell: Transaction, row_id: int | None, fields: Mapping[str, Any]) -> None:
    units = {unit.id: unit for unit in office_queries.units(tell.session, tell.office_id)}
    parent_id, head_id = fields["parent_id"], fields["head_id"]
    before = units.get(row_id or 0)
    wrong = {}
    if parent_id is not None and parent_id not in units:
        wrong["parent_id"] = rules.WRONG_CHOICE
    elif parent_id is not None and not units[parent_id].offered and (before is None or before.parent_id != parent_id):
        wrong["parent_id"] = N_("This unit is closed. Please choose another one.")
    head = tell.session.get(Person, head_id) if head_id is not None else None
    if head_id is not None and (head is None or head.office_id != tell.office_id):
        wrong["head_id"] = rules.WRONG_CHOICE
    elif head is not None and not head.active and (before is None or before.head_id != head_id):
        wrong["head_id"] = N_("This person is not active. Please choose somebody else.")
    if wrong:
        raise BadFields(wrong)
    if row_id is not None:
        check_parent({unit.id: unit.parent_id for unit in units.values()}, row_id, parent_id)


def _check_closing(tell: Transaction, unit: Unit) -> None:
    if not unit.offered:
        return
    policy = tell.session.get(MessagePolicy, tell.office_id)
    if policy is not None and unit.id in queries.furniture(tell.session, tell.office_id).beginnings:
        raise UnitBegins(unit=unit.name)
    if queries.is_waited_for(tell.session, unit.id):
        raise UnitBusy(unit=unit.name)
