"""Which folder belongs to which counter."""

from flask import current_app

from deskq.core.extensions import db
from deskq.office import queries as office_queries


def place(office_id: int, counter: int) -> list[str]:
    """The folder of all scanners, and the names below it: ``3`` of the first office, ``office-2``, ``3`` of others."""
    first = office_queries.first_office(db.session())
    mine = [] if first is None or first.id == office_id else [f"office-{office_id}"]
    return [current_app.config["SCAN_FOLDER"], *mine, str(counter)]


def is_set() -> bool:
    return bool(current_app.config["SCAN_FOLDER"])


def counter_number(person_id: int) -> int | None:
    """The counter at which this person works now."""
    found = office_queries.counter_of(db.session(), person_id)
    return found.number if found is not None else None
