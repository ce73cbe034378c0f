"""Commands for special days: closed, or open at other hours. Each date once."""

from datetime import date

from sqlalchemy import select

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import SpecialDay
from deskq.office.row_store import changed, find, put, remove


def save_special(
    office_id: int,
    by: str,
    special_id: int | None,
    day: date,
    opens: int | None,
    closes: int | None,
    reason: tuple[str, str],
) -> SpecialDay:
    """Write a special day, new when ``special_id`` is None: closed without hours, else open at these."""
    _check_hours(opens, closes)
    with transaction(office_id, by) as tx:
        _check_day(tx, special_id, day)
        fields = {"day": day, "opens": opens, "closes": closes, "reason_fa": reason[0], "reason_en": reason[1]}
        row, changes = put(tx, SpecialDay, special_id, fields)
        changed(tx, "special_day", row.id, changes)
        return row


def delete_special(office_id: int, by: str, special_id: int) -> SpecialDay:
    """Delete a special day; returns it as it was."""
    with transaction(office_id, by) as tx:
        row = find(tx, SpecialDay, special_id)
        changed(tx, "special_day", special_id, remove(tx, row))
        return row


def _check_hours(opens: int | None, closes: int | None) -> None:
    if (opens is None) != (closes is None):
        missing = "opens" if opens is None else "closes"
        raise InvalidInput({missing: N_("Please enter both times, or leave both empty for a closed day.")})
    if opens is not None and closes is not None and opens >= closes:
        raise InvalidInput({"closes": N_("The closing time must be after the opening time.")})


def _check_day(tx: Transaction, special_id: int | None, day: date) -> None:
    same = select(SpecialDay.id).where(
        SpecialDay.office_id == tx.office_id, SpecialDay.day == day, SpecialDay.id != (special_id or 0)
    )
    if tx.session.scalars(same).first() is not None:
        raise InvalidInput({"day": N_("This day is already in the list. Please edit it there.")})
