"""Saves which unit usually handles each category, all at once."""

from collections.abc import Mapping

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.message_settings.kinds import WRONG_CHOICE
from deskq.message_settings.models import Category
from deskq.office.row_store import changed, put
from deskq.units import queries


def save_routes(office_id: int, by: str, units: Mapping[int, int | None]) -> int:
    """``units`` {category: unit, None: the operators choose}; returns how many changed. ``InvalidInput`` names
    "unit-category"."""
    with transaction(office_id, by) as tx:
        there = {unit.id: unit for unit in queries.units(tx.session, office_id)}
        wrong = {}
        for row_id, unit_id in units.items():
            category, unit = tx.session.get(Category, row_id), there.get(unit_id or 0)
            if category is None or category.office_id != office_id or (unit_id is not None and unit is None):
                wrong[f"unit-{row_id}"] = WRONG_CHOICE
            elif unit is not None and not unit.offered and category.unit_id != unit_id:
                wrong[f"unit-{row_id}"] = N_("This unit is closed. Please choose another one.")
        if wrong:
            raise InvalidInput(wrong)
        count = 0
        for row_id, unit_id in units.items():
            row, changes = put(tx, Category, row_id, {"unit_id": unit_id})
            if changes:
                count += 1
                changed(tx, Category.__tablename__, row.id, changes)
        return count
