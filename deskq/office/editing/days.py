"""Days that differ from the week: closed, or open at other hours. Each date once."""

from datetime import date

from sqlalchemy import select

from deskq.errors import N_, BadFields
from deskq.office.models import SpecialDay
from deskq.office.rows import changed, find, put, remove
from deskq.transactions import Transaction, transaction


def save_special(
    office_id: int,
    by: str,
    special_id: int | None,
    day: date,
    opens: int | None,
    closes: int | None,
    reason: tuple[str, str],
) -> SpecialDay:
    """Write one date that differs, new when ``special_id`` is None: closed without hours, else open at these."""
    _check_hours(opens, closes)
    with transaction(office_id, by) as tell:
        _check_day(tell, special_id, day)
        fields = {"day": day, "opens": opens, "closes": closes, "reason_fa": reason[0], "reason_en": reason[1]}
        row, changes = put(tell, SpecialDay, special_id, fields)
        changed(tell, "special_day", row.id, changes)
        return row


def delete_special(office_id: int, by: str, special_id: int) -> SpecialDay:
    """Delete a special day; returns it as it was."""
    with transaction(office_id, by) as tell:
        row = find(tell, SpecialDay, special_id)
        changed(tell, "special_day", special_id, remove(tell, row))
        return row


def _check_hours(opens: int | None, closes: int | None) -> None:
    if (opens is None) != (closes is None):
        missing = "opens" if opens is None else "closes"
        raise BadFields({missing: N_("Please give both times, or neither for a closed day.")})
    if opens is not None and closes is not None and opens >= closes:
        raise BadFields({"closes": N_("Closing must be after opening.")})


def _check_day(tell: Transaction, special_id: int | None, day: date) -> None:
    same = select(SpecialDay.id).where(
        SpecialDay.office_id == tell.office_id, SpecialDay.day == day, SpecialDay.id != (special_id or 0)
    )
    if tell.session.scalars(same).first() is not None:
        raise BadFields({"day": N_("This day stands in the list already. Please edit it there.")})
