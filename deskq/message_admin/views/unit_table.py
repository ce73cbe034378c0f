"""The page of all units as one table: edited, added, put in order and pasted in one form, saved by one press."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from flask import request
from flask_babel import gettext, ngettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import pasted_cells, persian
from deskq.core.text.names import Name
from deskq.message_admin.queries.unit_table import Table, table
from deskq.message_admin.rules import unit_table
from deskq.message_admin.rules.unit_table import CELLS, Difference, TypedRow
from deskq.message_admin.seed_defaults import DEFAULT_UNITS
from deskq.message_admin.service import unit_table as service
from deskq.message_admin.views.choices import ACT, about
from deskq.messages.queries import readers, unit_load, viewers
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.web import filters
from deskq.web.forms import REVISION

#: Empty rows at the end, for those who add units without scripts.
BLANK = 3
COLUMNS = ("row_id", "code", "number", *CELLS)
PageResponse = Response | tuple[str, int]


@dataclass(frozen=True)
class Shown:
    """What the page shows besides its rows: rows that were added and not saved, what saving would change, and a
    sentence about what was done; after somebody else's change, rows of units that they deleted, and units that they
    added."""

    added: frozenset[int] = frozenset()
    preview: list[Difference] | None = None
    words: str = ""
    deleted: frozenset[int] = frozenset()
    further: Sequence[Name] = ()


def index(form: FilledForm) -> str:
    """The units as they are stored; in a new office with those that most municipalities have."""
    found = table(db.session(), identity.require(ACT).office_id)
    rows, added = found.rows, frozenset[int]()
    if {unit.code for unit in found.units.values()} <= {code for code, _, _ in DEFAULT_UNITS}:
        rows, added = _with_template(found, rows) if request.args.get("proposal") != "none" else (rows, added)
    return _page(found, rows, FilledForm(problems=form.problems), Shown(added=added))


def save() -> PageResponse:
    """Saves; or, by another button of the form, adds rows, or shows what saving would change."""
    identity.require(ACT)
    what = request.form.get("do", "save")
    pasted = pasted_cells.rows(request.form.get("pasted", ""))
    if what in ADDS or (pasted and what == "save"):
        return _add("paste" if pasted and what == "save" else what, unit_table.pasted(pasted))
    if what == "preview":
        return _preview()

    def do(caller: Caller) -> None:
        with admin_pages.editing(caller, _stored):
            count = service.save_table(caller.office_id, caller.by, typed(request.form))
        admin_pages.done(
            ngettext("%(n)s unit saved.", "%(n)s units saved.", count, n=filters.digits(count))
            if count
            else gettext("Nothing was different from what is stored.")
        )

    return admin_pages.submit_action(ACT, do, "manage_messages_units.index", _again)


def _add(what: str, pasted: list[TypedRow]) -> tuple[str, int]:
    """The page with further rows; nothing is stored."""
    found, rows = _table(), [row for row in typed(request.form) if not row.is_blank]
    if what == "template":
        shown, added = _with_template(found, rows)
    else:
        shown, added = [*rows, *pasted], frozenset(range(len(rows), len(rows) + len(pasted)))
    count = len(added)
    said = ngettext(
        "%(n)s row was added to the table. Nothing is saved yet.",
        "%(n)s rows were added to the table. Nothing is saved yet.",
        count,
        n=filters.digits(count),
    )
    blank = BLANK if count else BLANK + 5
    return _page(found, shown, _kept(), Shown(added, words=said if count else ""), blank), 200


ADDS = ("template", "paste", "more")


def _preview() -> tuple[str, int]:
    """The page with what saving would change, or with what is wrong."""
    found, rows = _table(), typed(request.form)
    reading = found.read(rows)
    if reading.problems:
        return _again(_kept({cell: gettext(words) for cell, words in reading.problems.items()})), 422
    return _page(found, rows, _kept(), Shown(preview=found.differences(reading))), 200


def _again(form: FilledForm) -> str:
    """The page with what was typed, and its problems; where somebody else changed the table, with what is stored beside
    each cell."""
    found, rows = _table(), typed(request.form)
    if form.theirs is None:
        return _page(found, rows, form, Shown())
    rows = [row for row in rows if not row.is_blank]
    ids = [row.row_id for row in rows]
    deleted = frozenset(place for place, key in enumerate(ids) if key is not None and key not in found.units)
    further = [unit.name for key, unit in found.units.items() if key not in ids]
    return _page(found, rows, _beside(found, rows, form.theirs.revision), Shown(deleted=deleted, further=further))


def _beside(found: Table, rows: list[TypedRow], revision: str) -> FilledForm:
    """Both values of each cell, "name_fa-3". Those of places only where the units have another order."""
    stored = {row.row_id: row for row in found.rows}
    pairs = [(place, row, stored[row.row_id]) for place, row in enumerate(rows) if row.row_id in stored]
    ids = [row.row_id for row in found.read(rows).rows if row.row_id in stored]
    cells = [*CELLS] if ids == [key for key in stored if key in ids] else [*CELLS, "number"]
    mine, theirs = (
        admin_pages.filled({f"{cell}-{pair[0]}": getattr(pair[side], cell) for pair in pairs for cell in cells})
        for side in (1, 2)
    )
    theirs.values[REVISION] = revision
    return FilledForm(mine.values, {}, theirs)


def _with_template(found: Table, rows: list[TypedRow]) -> tuple[list[TypedRow], frozenset[int]]:
    there = {row.code for row in rows}
    proposed = [row for row in found.proposed if row.code not in there]
    return [*rows, *proposed], frozenset(range(len(rows), len(rows) + len(proposed)))


def _table() -> Table:
    return table(db.session(), identity.require(ACT).office_id)


def _stored() -> FilledForm:
    rows = _table().rows
    values = {column: [getattr(row, column) for row in rows] for column in CELLS}
    return admin_pages.stored(values, more=[astuple(row) for row in rows])


def _kept(problems: Mapping[str, str] | None = None) -> FilledForm:
    """The revision from which the form began."""
    return FilledForm(MultiDict({REVISION: request.form.get(REVISION, "")}), problems or {})


def typed(values: MultiDict[str, str]) -> list[TypedRow]:
    """The rows of the form; a cell that is missing is empty."""
    lists = {column: values.getlist(column) for column in COLUMNS}
    rows = []
    for place in range(min(len(lists["name_fa"]), unit_table.MOST_ROWS + 1)):
        row: dict[str, Any] = {column: cells[place] if place < len(cells) else "" for column, cells in lists.items()}
        row_id = persian.ascii_digits(row["row_id"])
        row["row_id"] = int(row_id) if row_id.isdecimal() and len(row_id) < 10 else None
        rows.append(TypedRow(**row))
    return rows


def _page(found: Table, rows: list[TypedRow], form: FilledForm, shown: Shown, blank: int = BLANK) -> str:
    office, session = about(), db.session()
    caller, today = identity.require(ACT), clock.today()
    reading = readers.readers(session, caller.office_id, today)
    filled = [row for row in rows if not row.is_blank] if not form.problems else rows
    names = {unit.name_fa for unit in found.units.values()} | {row.name_fa for row in filled}
    return admin_pages.render(
        "manage/messages/units.html",
        about=office,
        table=found,
        rows=[*filled, *[TypedRow()] * blank],
        depths=dict(found.depths),
        form=form if form.revision else FilledForm(_stored().values, form.problems),
        shown=shown,
        labels=_labels(filled),
        cells=_cell_names(),
        above_names=sorted(filter(None, names)),
        reading=reading,
        missing=[row for row in found.proposed if row.code not in {one.code for one in filled}],
        belong={unit_id: sum(one.unit_id == unit_id for one in found.people.values()) for unit_id in found.units},
        heard=viewers.has_reader_of_inspectorate_reports(session, office, today),
        loads=unit_load.open_by_unit(session, caller.office_id),
    )


def _cell_names() -> dict[str, str]:
    return {
        "name_fa": gettext("Name in Persian"),
        "name_en": gettext("Name in English"),
        "above": gettext("Unit above it"),
        "head": gettext("Head"),
        "does_fa": gettext("What it does"),
        "does_en": gettext("What it does, in English"),
    }


def _labels(rows: list[TypedRow]) -> dict[str, str]:
    """What each cell with a problem is called in the list of problems, and each column after a conflict."""
    names = {"number": gettext("Place"), **_cell_names()}
    cells = {
        f"{cell}-{place}": gettext("Row %(n)s, %(cell)s", n=filters.digits(place + 1), cell=words)
        for place in range(len(rows))
        for cell, words in names.items()
    }
    return cells | names
