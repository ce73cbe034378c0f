"""The map of the town: a picture and the degrees of its edges."""

from collections.abc import Mapping
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.message_settings.models import CityPlan
from deskq.office.row_store import changed, write


def save_plan(office_id: int, by: str, fields: Mapping[str, Any]) -> CityPlan:
    """Write the plan; ``fields`` are its columns, those of the picture only when there is a new one. Points of messages
    are degrees, so they stay right on another picture."""
    wrong = {}
    if fields["north"] <= fields["south"]:
        wrong["south"] = N_("The southern edge must be south of the northern edge.")
    if fields["east"] <= fields["west"]:
        wrong["east"] = N_("The eastern edge must be east of the western edge.")
    with transaction(office_id, by) as tx:
        row = tx.session.get(CityPlan, office_id)
        if row is None and "file" not in fields:
            wrong["file"] = N_("Please choose a picture of the city map.")
        if wrong:
            raise InvalidInput(wrong)
        row = row or CityPlan(office_id=office_id)
        changed(tx, "city_plan", office_id, write(tx, row, fields))
        return row
