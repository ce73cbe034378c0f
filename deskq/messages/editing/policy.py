"""The rules messages go by: where they begin, how long a citizen may come back to an answer."""

from collections.abc import Mapping
from typing import Any

from deskq.errors import N_, BadFields
from deskq.messages import rules
from deskq.messages.editing.reports import reports_follow
from deskq.messages.founding import furnish
from deskq.messages.furniture import MessagePolicy
from deskq.office import queries as office_queries
from deskq.office.rows import changed, write
from deskq.transactions import transaction


def begin(office_id: int, by: str) -> None:
    """What an office begins with (see founding), for one that takes no messages yet; nothing when it does already."""
    with transaction(office_id, by) as tell:
        if tell.session.get(MessagePolicy, office_id) is None:
            furnish(tell.session, office_id)
            changed(tell, "message_policy", office_id, {})


def save_policy(office_id: int, by: str, fields: Mapping[str, Any]) -> MessagePolicy:
    """Write the policy; ``fields`` are its columns. What the inspectorate reads must not lie with the intake."""
    with transaction(office_id, by) as tell:
        units = {unit.id: unit for unit in office_queries.units(tell.session, office_id)}
        wrong = {}
        for column in ("intake_unit_id", "inspectorate_unit_id"):
            unit = units.get(fields[column])
            if unit is None:
                wrong[column] = rules.WRONG_CHOICE
            elif not unit.offered:
                wrong[column] = N_("This unit is closed. Please choose another one.")
        if fields["intake_unit_id"] == fields["inspectorate_unit_id"]:
            wrong["inspectorate_unit_id"] = N_("Complaints and reports need a unit of their own.")
        if wrong:
            raise BadFields(wrong)
        row = tell.session.get_one(MessagePolicy, office_id)
        with reports_follow(tell):
            changed(tell, "message_policy", office_id, write(tell, row, fields))
        return row
