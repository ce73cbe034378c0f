"""The office itself: its names and the numbers its rules go by."""

from collections.abc import Mapping
from typing import Any

from deskq.errors import N_, BadFields
from deskq.office.models import Office
from deskq.office.rows import changed, write
from deskq.office.rules import MIDNIGHT
from deskq.transactions import transaction


def save_office(office_id: int, by: str, fields: Mapping[str, Any]) -> Office:
    """Write the office's settings; ``fields`` are its columns."""
    if not 0 <= fields["day_starts"] < MIDNIGHT // 2:
        raise BadFields({"day_starts": N_("Please give a time between 0:00 and 11:59.")})
    with transaction(office_id, by) as tell:
        row = tell.session.get_one(Office, office_id)
        changed(tell, "office", office_id, write(tell, row, fields))
        return row
