"""What every edit shares: find the office's own row, write its columns, delete what nothing refers to, tell."""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy.exc import IntegrityError

from deskq.errors import N_, NotFound, Refused
from deskq.extensions import Model
from deskq.office.events import OfficeChanged
from deskq.transactions import Transaction

R = TypeVar("R", bound=Model)


class InUse(Refused):
    slug = "in-use"
    title = N_("Tickets or devices refer to this, so it cannot be deleted.")


def find(tell: Transaction, model: type[R], row_id: int) -> R:
    row: Any = tell.session.get(model, row_id)
    if row is None or row.office_id != tell.office_id:
        raise NotFound
    return row  # type: ignore[no-any-return]


def put(tell: Transaction, model: type[R], row_id: int | None, fields: Mapping[str, Any]) -> R:
    """The row with these columns: a new one of the office when ``row_id`` is None."""
    row = model(office_id=tell.office_id) if row_id is None else find(tell, model, row_id)
    for column, value in fields.items():
        setattr(row, column, value)
    tell.session.add(row)
    tell.session.flush()
    return row


def remove(tell: Transaction, row: Model) -> None:
    """Delete a row; the database knows better than any query here who refers to it."""
    tell.session.delete(row)
    try:
        tell.session.flush()
    except IntegrityError:
        raise InUse from None


def changed(tell: Transaction, what: str, row_id: int) -> None:
    tell.catalogue_changed()
    tell(OfficeChanged(what, row_id))
