"""Runs one round of a background job for each office; the fault of one office does not keep the others waiting."""

from collections.abc import Callable, Iterable

from deskq.core.extensions import db


def each_office(offices: Iterable[int], do: Callable[[int], object]) -> None:
    """Call ``do`` for every office; afterwards raise the first fault, which the runner logs."""
    first: Exception | None = None
    for office_id in offices:
        try:
            do(office_id)
        except Exception as fault:
            db.session.rollback()
            first = first or fault
    if first is not None:
        raise first
