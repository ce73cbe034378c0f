"""Classes of deadline, categories, districts and boxes: written, offered or not, deleted while nothing refers to them.
Messages that are there already keep their deadline and what they were sorted by."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select

from deskq.errors import N_, BadFields, Refused
from deskq.messages import rules
from deskq.messages.furniture import Box, Category, District, MessageClass
from deskq.messages.rules.kinds import CLASSES, NORMAL
from deskq.office.rows import changed, find, put, remove, write
from deskq.office.units import Unit
from deskq.transactions import Transaction, transaction

L = TypeVar("L", MessageClass, Category, District, Box)
#: What messages are given without anybody choosing it.
BY_KIND = frozenset({NORMAL, *CLASSES.values()})


class RefersHere(Refused):
    slug = "refers-here"
    title = N_(
        "Messages or other settings refer to this, so it cannot be deleted. Please take it off the list instead."
    )


class ClassStays(Refused):
    slug = "class-stays"
    title = N_("Messages of some kinds are given this class by themselves, so it always stays.")


def save_class(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> MessageClass:
    """How long a class of messages may take; promises that were made stay as they are."""
    with transaction(office_id, by) as tell:
        if row_id is not None and not fields["offered"]:
            check_class_goes(tell, row_id)
        return _write(tell, MessageClass, row_id, fields)


def save_category(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> Category:
    with transaction(office_id, by) as tell:
        sort = tell.session.get(MessageClass, fields["class_id"])
        unit = tell.session.get(Unit, fields["unit_id"]) if fields["unit_id"] is not None else None
        wrong = {}
        if sort is None or sort.office_id != office_id:
            wrong["class_id"] = rules.WRONG_CHOICE
        if fields["unit_id"] is not None and (unit is None or unit.office_id != office_id):
            wrong["unit_id"] = rules.WRONG_CHOICE
        elif unit is not None and not unit.offered:
            wrong["unit_id"] = N_("This unit is closed. Please choose another one.")
        if wrong:
            raise BadFields(wrong)
        return _write(tell, Category, row_id, fields)


def save_row(model: type[L], office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> L:
    """A district or a box."""
    with transaction(office_id, by) as tell:
        return _write(tell, model, row_id, fields)


def offer_row(model: type[L], office_id: int, by: str, row_id: int, offered: bool) -> L:
    """Let it be chosen again, or no longer; messages that have it keep it."""
    with transaction(office_id, by) as tell:
        row = find(tell, model, row_id)
        if model is MessageClass and not offered:
            check_class_goes(tell, row_id)
        changed(tell, model.__tablename__, row.id, write(tell, row, {"offered": offered}))
        return row


def delete_row(model: type[L], office_id: int, by: str, row_id: int) -> None:
    with transaction(office_id, by) as tell:
        row = find(tell, model, row_id)
        if model is MessageClass:
            check_class_goes(tell, row_id)
        changed(tell, model.__tablename__, row_id, remove(tell, row, RefersHere))


def check_class_goes(tell: Transaction, row_id: int) -> None:
    if find(tell, MessageClass, row_id).code in BY_KIND:
        raise ClassStays


def check_code(tell: Transaction, model: Any, row_id: int | None, fields: Mapping[str, Any]) -> None:
    """A code is given once, to a new row."""
    if row_id is None:
        taken = select(model.id).where(model.office_id == tell.office_id, model.code == fields["code"])
        if tell.session.scalars(taken).first() is not None:
            raise BadFields({"code": N_("There is one with this code already.")})


def _write(tell: Transaction, model: type[L], row_id: int | None, fields: Mapping[str, Any]) -> L:
    check_code(tell, model, row_id, fields)
    row, changes = put(tell, model, row_id, fields)
    changed(tell, model.__tablename__, row.id, changes)
    return row
