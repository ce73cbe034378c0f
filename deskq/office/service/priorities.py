"""Commands for priority classes. The ordinary class always exists and has weight 1."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.transactions import transaction
from deskq.office.models import ORDINARY, PriorityClass
from deskq.office.row_store import changed, find, put, remove, write


class OrdinaryStays(DomainError):
    slug = "ordinary-stays"
    title = N_("The regular class is always offered.")


def save_priority(office_id: int, by: str, priority_id: int | None, fields: Mapping[str, Any]) -> PriorityClass:
    """Write a class, new when ``priority_id`` is None; ``fields`` are its columns. Its code never changes."""
    with transaction(office_id, by) as tx:
        if priority_id is None:
            taken = select(PriorityClass.id).where(
                PriorityClass.office_id == office_id, PriorityClass.code == fields["code"]
            )
            if tx.session.scalars(taken).first() is not None:
                raise InvalidInput({"code": N_("This code is already in use.")})
        elif find(tx, PriorityClass, priority_id).code == ORDINARY:
            if fields["weight"] != 1:
                raise InvalidInput({"weight": N_("The weight of the regular class is always 1.")})
            fields = {**fields, "offered": True}
        row, changes = put(tx, PriorityClass, priority_id, fields)
        changed(tx, "priority_class", row.id, changes)
        return row


def offer_priority(office_id: int, by: str, priority_id: int, offered: bool) -> PriorityClass:
    """Offer a class again, or no longer; tickets that have it keep it."""
    with transaction(office_id, by) as tx:
        row = find(tx, PriorityClass, priority_id)
        if row.code == ORDINARY:
            raise OrdinaryStays
        changed(tx, "priority_class", row.id, write(tx, row, {"offered": offered}))
        return row


def delete_priority(office_id: int, by: str, priority_id: int) -> None:
    """Delete a class that no ticket has; ``OrdinaryStays`` for the ordinary class."""
    with transaction(office_id, by) as tx:
        row = find(tx, PriorityClass, priority_id)
        if row.code == ORDINARY:
            raise OrdinaryStays
        changed(tx, "priority_class", priority_id, remove(tx, row))
