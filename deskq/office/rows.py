"""What every edit shares: find the office's own row, write its columns, delete what nothing refers to, tell."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError

from deskq.errors import N_, NotFound, Refused
from deskq.extensions import Model
from deskq.office.events import OfficeChanged
from deskq.transactions import Transaction

R = TypeVar("R", bound=Model)
#: {column: [before, after]}
Changes = dict[str, list[Any]]


class InUse(Refused):
    slug = "in-use"
    title = N_("Tickets or devices refer to this, so it cannot be deleted.")


def find(tell: Transaction, model: type[R], row_id: int) -> R:
    row: Any = tell.session.get(model, row_id)
    if row is None or row.office_id != tell.office_id:
        raise NotFound
    return row  # type: ignore[no-any-return]


def put(tell: Transaction, model: type[R], row_id: int | None, fields: Mapping[str, Any]) -> tuple[R, Changes]:
    """The row with these columns, a new one of the office when ``row_id`` is None, and what changed."""
    row = model(office_id=tell.office_id) if row_id is None else find(tell, model, row_id)
    return row, write(tell, row, fields)


def write(tell: Transaction, row: Model, fields: Mapping[str, Any]) -> Changes:
    """Set columns and store them; returns what changed."""
    changes = {}
    for column, value in fields.items():
        before, after = plain(getattr(row, column)), plain(value)
        setattr(row, column, value)
        if before != after:
            changes[column] = [before, after]
    tell.session.add(row)
    tell.session.flush()
    return changes


def remove(tell: Transaction, row: Model, refusal: type[Refused] = InUse) -> Changes:
    """Delete a row; the database knows better than any query who refers to it: ``refusal``. Returns what is gone."""
    columns = [column.key for column in inspect(row).mapper.column_attrs if column.key not in ("id", "office_id")]
    gone = {column: [plain(getattr(row, column)), None] for column in columns if getattr(row, column) is not None}
    tell.session.delete(row)
    try:
        tell.session.flush()
    except IntegrityError:
        raise refusal from None
    return gone


def changed(tell: Transaction, what: str, row_id: int, changes: Changes) -> None:
    tell.catalogue_changed()
    tell(OfficeChanged(what, row_id, changes))


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
