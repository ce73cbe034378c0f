"""Find, write and delete rows of an office, and record the changes in the journal."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.extensions import Model
from deskq.core.transactions import Transaction
from deskq.office.events import OfficeChanged

R = TypeVar("R", bound=Model)
#: {column: [before, after]}
Changes = dict[str, list[Any]]


class InUse(DomainError):
    slug = "in-use"
    title = N_("This is used by tickets or devices and cannot be deleted.")


def find(tx: Transaction, model: type[R], row_id: int) -> R:
    row: Any = tx.session.get(model, row_id)
    if row is None or row.office_id != tx.office_id:
        raise NotFound
    return row  # type: ignore[no-any-return]


def put(tx: Transaction, model: type[R], row_id: int | None, fields: Mapping[str, Any]) -> tuple[R, Changes]:
    """Write these columns of a row, a new one when ``row_id`` is None; returns the row and what changed."""
    row = model(office_id=tx.office_id) if row_id is None else find(tx, model, row_id)
    return row, write(tx, row, fields)


def write(tx: Transaction, row: Model, fields: Mapping[str, Any]) -> Changes:
    """Set columns and store them; returns what changed."""
    changes = {}
    for column, value in fields.items():
        before, after = plain(getattr(row, column)), plain(value)
        setattr(row, column, value)
        if before != after:
            changes[column] = [before, after]
    tx.session.add(row)
    tx.session.flush()
    return changes


def remove(tx: Transaction, row: Model, refusal: type[DomainError] = InUse) -> Changes:
    """Delete a row and return its former values; ``refusal`` is raised when a foreign key still refers to it."""
    columns = [column.key for column in inspect(row).mapper.column_attrs if column.key not in ("id", "office_id")]
    gone = {column: [plain(getattr(row, column)), None] for column in columns if getattr(row, column) is not None}
    tx.session.delete(row)
    try:
        tx.session.flush()
    except IntegrityError:
        raise refusal from None
    return gone


def changed(tx: Transaction, what: str, row_id: int, changes: Changes) -> None:
    tx.config_changed()
    tx.record(OfficeChanged(what, row_id, changes))


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
