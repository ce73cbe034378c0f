"""Saves where messages begin and how long a citizen may come back to an answer."""

from collections.abc import Mapping
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.message_admin.seed_defaults import seed_defaults
from deskq.message_admin.service.confidential_reports import reports_follow
from deskq.message_settings.kinds import WRONG_CHOICE
from deskq.message_settings.models import MessagePolicy
from deskq.office.row_store import changed, write
from deskq.units import queries


def begin(office_id: int, by: str) -> None:
    """Store the defaults of seed_defaults.py for an office that takes no messages yet; else do nothing."""
    with transaction(office_id, by) as tx:
        if tx.session.get(MessagePolicy, office_id) is None:
            seed_defaults(tx.session, office_id)
            changed(tx, "message_policy", office_id, {})


def save_policy(office_id: int, by: str, fields: Mapping[str, Any]) -> MessagePolicy:
    """Write the policy; ``fields`` are its columns. What the inspectorate reads must not lie with the intake."""
    with transaction(office_id, by) as tx:
        units = {unit.id: unit for unit in queries.units(tx.session, office_id)}
        wrong = {}
        for column in ("intake_unit_id", "inspectorate_unit_id"):
            unit = units.get(fields[column])
            if unit is None:
                wrong[column] = WRONG_CHOICE
            elif not unit.offered:
                wrong[column] = N_("This unit is closed. Please choose another one.")
        if fields["intake_unit_id"] == fields["inspectorate_unit_id"]:
            wrong["inspectorate_unit_id"] = N_("Complaints and reports need a separate unit.")
        if wrong:
            raise InvalidInput(wrong)
        row = tx.session.get_one(MessagePolicy, office_id)
        with reports_follow(tx):
            changed(tx, "message_policy", office_id, write(tx, row, fields))
        return row
