"""Saves, offers and deletes deadline classes, categories, districts and boxes. Existing messages keep what they
have."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings.kinds import CLASSES, NORMAL, WRONG_CHOICE
from deskq.message_settings.models import Category, MessageClass
from deskq.office.row_store import changed, find, put, remove, write
from deskq.units.models import Unit

#: A model with the columns of ``message_settings.models.Named``.
L = TypeVar("L", bound=Any)
#: What messages are given without anybody choosing it.
BY_KIND = frozenset({NORMAL, *CLASSES.values()})


class RefersHere(DomainError):
    slug = "refers-here"
    title = N_("This is used by messages or other settings and cannot be deleted. Please take it off the list instead.")


class ClassStays(DomainError):
    slug = "class-stays"
    title = N_("Some kinds of message use this deadline automatically, so it must stay on the list.")


def save_class(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> MessageClass:
    """How long a class of messages may take; promises that were made stay as they are."""
    with transaction(office_id, by) as tx:
        if row_id is not None and not fields["offered"]:
            check_class_goes(tx, row_id)
        return _write(tx, MessageClass, row_id, fields)


def save_category(office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> Category:
    """Write a category, new when ``row_id`` is None; ``InvalidInput`` for an unknown class or a closed unit."""
    with transaction(office_id, by) as tx:
        sort = tx.session.get(MessageClass, fields["class_id"])
        unit = tx.session.get(Unit, fields["unit_id"]) if fields["unit_id"] is not None else None
        wrong = {}
        if sort is None or sort.office_id != office_id:
            wrong["class_id"] = WRONG_CHOICE
        if fields["unit_id"] is not None and (unit is None or unit.office_id != office_id):
            wrong["unit_id"] = WRONG_CHOICE
        elif unit is not None and not unit.offered:
            wrong["unit_id"] = N_("This unit is closed. Please choose another one.")
        if wrong:
            raise InvalidInput(wrong)
        return _write(tx, Category, row_id, fields)


def save_row(model: type[L], office_id: int, by: str, row_id: int | None, fields: Mapping[str, Any]) -> L:
    """Change a row of a list without rules of its own, such as a district; a new one with ``row_id`` None."""
    with transaction(office_id, by) as tx:
        return _write(tx, model, row_id, fields)


def offer_row(model: type[L], office_id: int, by: str, row_id: int, offered: bool) -> L:
    """Let it be chosen again, or no longer; messages that have it keep it."""
    with transaction(office_id, by) as tx:
        row = find(tx, model, row_id)
        if model is MessageClass and not offered:
            check_class_goes(tx, row_id)
        changed(tx, model.__tablename__, row.id, write(tx, row, {"offered": offered}))
        return row


def delete_row(model: type[L], office_id: int, by: str, row_id: int) -> None:
    """Delete a row that nothing uses; else ``RefersHere``, or ``ClassStays`` for a class that kinds use."""
    with transaction(office_id, by) as tx:
        row = find(tx, model, row_id)
        if model is MessageClass:
            check_class_goes(tx, row_id)
        changed(tx, model.__tablename__, row_id, remove(tx, row, RefersHere))


def check_class_goes(tx: Transaction, row_id: int) -> None:
    if find(tx, MessageClass, row_id).code in BY_KIND:
        raise ClassStays


def check_code(tx: Transaction, model: Any, row_id: int | None, fields: Mapping[str, Any]) -> None:
    """A code is given once, to a new row."""
    if row_id is None:
        taken = select(model.id).where(model.office_id == tx.office_id, model.code == fields["code"])
        if tx.session.scalars(taken).first() is not None:
            raise InvalidInput({"code": N_("This code is already in use.")})


def _write(tx: Transaction, model: type[L], row_id: int | None, fields: Mapping[str, Any]) -> L:
    check_code(tx, model, row_id, fields)
    row, changes = put(tx, model, row_id, fields)
    changed(tx, model.__tablename__, row.id, changes)
    return row
