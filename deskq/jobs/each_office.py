"""Runs one round of a background job for each office; the fault of one office does not keep the others waiting."""

from collections.abc import Callable, Iterable

from deskq.core.db import availability
from deskq.core.extensions import db

MOST_NAMED = 10


def each_office(offices: Iterable[int], do: Callable[[int], object]) -> None:
    """Call ``do`` for every office; afterwards raise the first fault that is no outage of the database, or else the
    first, which the runner logs. It names the other offices that failed."""
    faults: dict[int, Exception] = {}
    for office_id in offices:
        try:
            do(office_id)
        except Exception as fault:
            db.session.rollback()
            faults[office_id] = fault
    if not faults:
        return
    told = min(faults, key=lambda one: availability.is_outage(faults[one]))  # the first of those that are none
    for other in [one for one in faults if one != told][:MOST_NAMED]:
        faults[told].add_note(f"office {other} failed too: {type(faults[other]).__name__}")
    raise faults[told]
