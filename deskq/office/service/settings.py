"""Command that writes the office's settings."""

from collections.abc import Mapping
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import transaction
from deskq.office.models import Office
from deskq.office.row_store import changed, write
from deskq.office.rules import MIDNIGHT


def save_office(office_id: int, by: str, fields: Mapping[str, Any]) -> Office:
    """Write the office's settings; ``fields`` are its columns."""
    if not 0 <= fields["day_starts"] < MIDNIGHT // 2:
        raise InvalidInput({"day_starts": N_("Please enter a time between 0:00 and 11:59.")})
    with transaction(office_id, by) as tx:
        row = tx.session.get_one(Office, office_id)
        changed(tx, "office", office_id, write(tx, row, fields))
        return row
