"""Units: parent, head, closed or open. A unit with open messages cannot be closed."""

from collections.abc import Mapping
from typing import Any

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.message_admin.service.confidential_reports import reports_follow
from deskq.message_admin.service.lists import RefersHere, check_code
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.kinds import WRONG_CHOICE
from deskq.message_settings.models import MessagePolicy
from deskq.messages.queries import unit_load
from deskq.office.row_store import changed, find, put, remove, write
from deskq.staff.models import Person
from deskq.units import queries
from deskq.units.escalation_path import check_parent
from deskq.units.models import Unit


class UnitBusy(DomainError):
    slug = "unit-busy"
    title = N_(
        "%(unit)s still has open messages. Please refer them to other units. If you cannot see any, ask the "
        "inspectorate. Nothing was changed."
    )


class UnitBegins(DomainError):
    slug = "unit-begins"
    title = N_("New messages arrive at %(unit)s. Please choose another unit for them first. Nothing was changed.")


def save_unit(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> Unit:
    """Write a unit, new when ``row_id`` is None; ``fields`` are its columns. Its code is given once."""
    with transaction(office_id, by) as tx:
        check_code(tx, Unit, row_id, fields)
        _check(tx, row_id, fields)
        if row_id is not None and not fields["offered"]:
            _check_closing(tx, find(tx, Unit, row_id))
        with reports_follow(tx):
            row, changes = put(tx, Unit, row_id, fields)
            changed(tx, "unit", row.id, changes)
        return row


def offer_unit(office_id: int, by: str, row_id: int, offered: bool) -> Unit:
    """Open a unit again, or close it."""
    with transaction(office_id, by) as tx:
        row = find(tx, Unit, row_id)
        if not offered:
            _check_closing(tx, row)
        changed(tx, "unit", row.id, write(tx, row, {"offered": offered}))
        return row


def delete_unit(office_id: int, by: str, row_id: int) -> None:
    with transaction(office_id, by) as tx:
        row = find(tx, Unit, row_id)
        _check_closing(tx, row)
        changed(tx, "unit", row_id, remove(tx, row, RefersHere))


def _check(tx: Transaction, row_id: int | None, fields: Mapping[str, Any]) -> None:
    units = {unit.id: unit for unit in queries.units(tx.session, tx.office_id)}
    parent_id, head_id = fields["parent_id"], fields["head_id"]
    before = units.get(row_id or 0)
    wrong = {}
    if parent_id is not None and parent_id not in units:
        wrong["parent_id"] = WRONG_CHOICE
    elif parent_id is not None and not units[parent_id].offered and (before is None or before.parent_id != parent_id):
        wrong["parent_id"] = N_("This unit is closed. Please choose another one.")
    head = tx.session.get(Person, head_id) if head_id is not None else None
    if head_id is not None and (head is None or head.office_id != tx.office_id):
        wrong["head_id"] = WRONG_CHOICE
    elif head is not None and not head.active and (before is None or before.head_id != head_id):
        wrong["head_id"] = N_("This person is not active. Please choose somebody else.")
    if wrong:
        raise InvalidInput(wrong)
    if row_id is not None:
        check_parent({unit.id: unit.parent_id for unit in units.values()}, row_id, parent_id)


def _check_closing(tx: Transaction, unit: Unit) -> None:
    if not unit.offered:
        return
    policy = tx.session.get(MessagePolicy, tx.office_id)
    if policy is not None and unit.id in message_settings_queries.load_settings(tx.session, tx.office_id).beginnings:
        raise UnitBegins(unit=unit.name)
    if unit_load.is_waited_for(tx.session, unit.id):
        raise UnitBusy(unit=unit.name)
