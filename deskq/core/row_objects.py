"""Rows as objects of their models, read without the session's identity map and change tracking.

For the hot paths: SQLAlchemy takes five times as long for the same row. A change of such an object is not stored.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Table, bindparam
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_dict

from deskq.core.db.fixed import FixedStatement, Row
from deskq.core.extensions import Model
from deskq.core.transactions import connection_of

R = TypeVar("R", bound=Model)
Other = TypeVar("Other", bound=Model)


def by_id(session: Session, model: type[R], row_id: int) -> R | None:
    """The row of a model whose key is ``id``, or None."""
    return first(session, model, select_by_id(model), {"row": row_id})


def existing(session: Session, model: type[R], row_id: int) -> R:
    """The row with this ``id``. Raises ``NoResultFound`` when there is none."""
    found = by_id(session, model, row_id)
    if found is None:
        raise NoResultFound
    return found


def existing_from_rows(model: type[R], rows: Iterable[Row]) -> R:
    """As ``existing``, from the rows of ``select_by_id``."""
    found = next(iter(rows), None)
    if found is None:
        raise NoResultFound
    return build(model, zip(_columns(model), found, strict=True))


def first(session: Session, model: type[R], statement: FixedStatement, values: Mapping[str, Any]) -> R | None:
    """The first row of ``statement``, which selects the table of ``model`` with all its columns in their order; or
    None."""
    found = statement.first(connection_of(session), values)
    return None if found is None else build(model, zip(_columns(model), found, strict=True))


def every(session: Session, model: type[R], statement: FixedStatement, values: Mapping[str, Any]) -> list[R]:
    """All rows of a statement that selects as for ``first``."""
    names = _columns(model)
    return [build(model, zip(names, row, strict=True)) for row in statement.all(connection_of(session), values)]


def joined(
    session: Session, model: type[R], other: type[Other], statement: FixedStatement, values: Mapping[str, Any]
) -> tuple[R, Other | None] | None:
    """The first row of ``statement``, or None. It selects all columns of ``model``, then those of ``other``, which are
    empty where nothing is joined."""
    found = statement.first(connection_of(session), values)
    if found is None:
        return None
    names, others = _columns(model), _columns(other)
    row, beside = found[: len(names)], dict(zip(others, found[len(names) :], strict=True))
    return (
        build(model, zip(names, row, strict=True)),
        None if beside["id"] is None else build(other, beside.items()),
    )


def build(model: type[R], values: Iterable[tuple[str, Any]]) -> R:
    """An object with these columns, set at once."""
    row: R = model.__mapper__.class_manager.new_instance()
    instance_dict(row).update(values)
    return row


@cache
def table_of(model: type[Model]) -> Table:
    return Table(model.__tablename__, model.metadata)


@cache
def _columns(model: type[Model]) -> list[str]:
    return list(table_of(model).columns.keys())


@cache
def select_by_id(model: type[Model]) -> FixedStatement:
    """The row whose key is ``id``: all columns, where ``id`` is the value ``row``."""
    table = table_of(model)
    return FixedStatement(table.select().where(table.c.id == bindparam("row")))
