"""The sections of a set-up file about messages: units, their heads, the unit of each category, districts, paper boxes.

Heads are a section of their own after the people, because people refer to units and heads to people.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy.orm import Session

from deskq.core.errors import N_, InvalidInput
from deskq.core.transactions import Transaction
from deskq.message_admin.forms import NamedForm, NewUnitForm
from deskq.message_admin.service import lists, policy, routes, units
from deskq.message_settings.models import Category, District
from deskq.office.admin.row_forms import columns
from deskq.office.forms import Slug
from deskq.paper_boxes.admin import BoxForm, NewBoxForm
from deskq.paper_boxes.models import Box
from deskq.staff.models import Person
from deskq.units import queries as unit_queries
from deskq.units.models import Unit
from deskq.web.forms import Form

Row = dict[str, Any]
Rows = Mapping[str, Mapping[str, Row]]


class UnitRow(NewUnitForm):
    """``above``: code of the unit above."""

    above: Slug | None = None
    parent_id: None = None
    head_id: None = None


class HeadRow(Form):
    """``head``: sign-in name of the person who heads the unit."""

    unit: Slug
    head: str | None = None


class CategoryRow(Form):
    """The unit that usually handles a category; None: the operators choose."""

    code: Slug
    unit: Slug | None = None


class DistrictRow(NamedForm):
    """Codes of districts are often numbers."""

    code: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[a-z0-9_]+$")]


#: As ``rows.SECTIONS`` and ``rows.KEYS``; units come before the people, all else after them.
BEFORE_PEOPLE: Mapping[str, type[Form]] = {"units": UnitRow}
AFTER_PEOPLE: Mapping[str, type[Form]] = {
    "unit_heads": HeadRow,
    "categories": CategoryRow,
    "districts": DistrictRow,
    "boxes": NewBoxForm,
}
KEYS = {"units": "code", "unit_heads": "unit", "categories": "code", "districts": "code", "boxes": "code"}
#: Fields that refer to a row of another section, as ``document.REFERS``.
REFERS: Mapping[tuple[str, str | tuple[str, ...]], str] = {
    ("units", "above"): "units",
    ("unit_heads", "unit"): "units",
    ("unit_heads", "head"): "people",
    ("categories", "unit"): "units",
}
TEXTS = ("name_fa", "name_en", "does_fa", "does_en", "contact_fa", "contact_en", "position", "offered")
CIRCLE = N_("This unit is already below it. A unit cannot be above itself.")


def export(session: Session, office_id: int) -> dict[str, list[Row]]:
    there = unit_queries.units(session, office_id)
    codes = {unit.id: unit.code for unit in there}
    people = {one.id: one.sign_in_name for one in session.query(Person).filter_by(office_id=office_id)}
    return {
        "units": [_unit_row(unit, codes) for unit in there],
        "unit_heads": [{"unit": unit.code, "head": people[unit.head_id]} for unit in there if unit.head_id in people],
        "categories": [
            _filled({"code": row.code, "unit": codes.get(row.unit_id or 0)})
            for row in _rows(session, Category, office_id)
        ],
        "districts": [_named_row(row) for row in _rows(session, District, office_id)],
        "boxes": [_filled({"code": row.code, **columns(row, BoxForm)}) for row in _rows(session, Box, office_id)],
    }


def _rows(session: Session, model: Any, office_id: int) -> list[Any]:
    return list(session.query(model).filter_by(office_id=office_id).order_by(model.position, model.id))


def _unit_row(unit: Unit, codes: Mapping[int, str]) -> Row:
    texts = {name: getattr(unit, name) for name in TEXTS}
    return _filled({"code": unit.code, **texts, "above": codes.get(unit.parent_id or 0)})


def _named_row(row: Any) -> Row:
    return _filled({name: getattr(row, name) for name in ("code", "name_fa", "name_en", "position", "offered")})


def _filled(row: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, "")}


def _unit(tx: Transaction, row: Row, wanted: Rows) -> None:
    _write_unit(tx, row, wanted, ())


def _write_unit(tx: Transaction, row: Row, wanted: Rows, below: tuple[str, ...]) -> Unit:
    """The unit above it first, if it is new too."""
    if row["code"] in below:
        raise InvalidInput({"above": CIRCLE})
    above = None
    if row["above"]:
        above = _unit_of(tx, row["above"])
        if above is None:
            above = _write_unit(tx, wanted["units"][row["above"]], wanted, (*below, row["code"]))
    there = _unit_of(tx, row["code"])
    fields = {name: row[name] for name in TEXTS} | {"parent_id": above.id if above else None}
    if there is None:
        return units.save_unit(tx.office_id, tx.by, None, {**fields, "head_id": None, "code": row["code"]})
    return units.save_unit(tx.office_id, tx.by, there.id, {**fields, "head_id": there.head_id})


def _unit_of(tx: Transaction, code: str) -> Unit | None:
    return tx.session.query(Unit).filter_by(office_id=tx.office_id, code=code).one_or_none()


def _head(tx: Transaction, row: Row, wanted: Rows) -> None:
    unit = tx.session.query(Unit).filter_by(office_id=tx.office_id, code=row["unit"]).one()
    head = tx.session.query(Person).filter_by(office_id=tx.office_id, sign_in_name=row["head"]).one_or_none()
    fields = {name: getattr(unit, name) for name in (*TEXTS, "parent_id")}
    units.save_unit(tx.office_id, tx.by, unit.id, {**fields, "head_id": head.id if head else None})


def _category(tx: Transaction, row: Row, wanted: Rows) -> None:
    """An office that takes no messages yet takes them from now on, with the usual categories."""
    policy.begin(tx.office_id, tx.by)
    category = tx.session.query(Category).filter_by(office_id=tx.office_id, code=row["code"]).one_or_none()
    if category is None:
        raise InvalidInput({"code": N_("This does not exist, neither in the file nor in the office.")})
    unit = _unit_of(tx, row["unit"]) if row["unit"] else None
    routes.save_routes(tx.office_id, tx.by, {category.id: unit.id if unit else None})


def _named(model: Any) -> Callable[[Transaction, Row, Rows], None]:
    def write(tx: Transaction, row: Row, wanted: Rows) -> None:
        there = tx.session.query(model).filter_by(office_id=tx.office_id, code=row["code"]).one_or_none()
        fields = {name: value for name, value in row.items() if name != "code" or there is None}
        lists.save_row(model, tx.office_id, tx.by, there.id if there else None, fields)

    return write


WRITES: Mapping[str, Callable[[Transaction, Row, Rows], None]] = {
    "units": _unit,
    "unit_heads": _head,
    "categories": _category,
    "districts": _named(District),
    "boxes": _named(Box),
}
