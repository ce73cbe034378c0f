"""The table of all rooms as one form, places to begin with, and rows pasted from a spreadsheet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any

from flask import request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.building import queries, service
from deskq.building.admin.choices import ACT, blueprint, floor_choices, kind_choices, office_id, unit_choices
from deskq.building.forms import PasteForm, TableRow, TemplatesForm
from deskq.building.room_templates import TEMPLATES
from deskq.building.rules import pasted
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.office.sent_forms import once
from deskq.office.table_forms import with_new_rows
from deskq.web import filters
from deskq.web.forms import read, read_page

COLUMNS = ("floor_id", "kind", "number", "name_fa", "name_en", "unit_id", "phone")
LABELS = {
    "floor_id": N_("Floor"),
    "kind": N_("Kind of place"),
    "number": N_("Door number"),
    "name_fa": N_("Name in Persian"),
    "name_en": N_("Name in English"),
    "unit_id": N_("Unit"),
    "phone": N_("Telephone"),
}
#: Empty rows at the end of the table, and what the keys of rows are that no room has yet.
NEW_ROWS = ("new1", "new2", "new3")
NEW = re.compile(r"new[0-9]{1,3}", re.ASCII)
MOST = 500


@blueprint.get("")
def index() -> str:
    return _page(_stored())


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        rows = list(_read(request.form))
        with admin_pages.editing(caller, _stored):
            saved = service.save_rooms(caller.office_id, caller.by, rows)
        _say(saved)
        return url_for("manage_building.index")

    return admin_pages.submit(do, _page)


@blueprint.post("/templates")
def add_templates() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(TemplatesForm, request.form)
        added = once(caller, lambda: str(service.add_templates(caller.office_id, caller.by, form.kinds, form.floor_id)))
        _say(int(added))
        return url_for("manage_building.index")

    return admin_pages.submit(do, again)


@blueprint.post("/pasted")
def paste() -> Response | tuple[str, int]:
    caller = identity.require(ACT)

    def do() -> str:
        rows = pasted.rooms(read_page(PasteForm, request.form).rows)
        try:
            _say(int(once(caller, lambda: str(service.paste_rooms(caller.office_id, caller.by, rows)))))
        except service.UnknownUnits as unknown:
            raise InvalidInput({"rows": _without_units(unknown.names)}) from None
        return url_for("manage_building.index")

    return admin_pages.submit(do, again)


def _without_units(names: list[str]) -> str:
    words = gettext("These units do not exist: %(names)s.", names=gettext(", ").join(names))
    way_out = gettext("Please write their exact names, or leave the cells empty.")
    return f"{words} {way_out}"


def _say(number: int) -> None:
    words = ngettext("%(count)s room saved.", "%(count)s rooms saved.", number, count=filters.digits(number))
    admin_pages.done(words if number else gettext("Nothing was different."))


def _read(sent: Mapping[str, str]) -> Iterator[tuple[int | None, dict[str, Any]]]:
    """The rows of the form; an empty new row is none. ``InvalidInput`` names the field of each wrong cell."""
    wrong: dict[str, str] = {}
    for key in _keys(sent)[:MOST]:
        cells = {column: sent[f"{column}-{key}"] for column in COLUMNS if sent.get(f"{column}-{key}")}
        if NEW.fullmatch(key) and not _is_filled(cells):
            continue
        try:
            fields = read(TableRow, cells).model_dump()
        except InvalidInput as problem:
            wrong |= {f"{column}-{key}": text for column, text in problem.fields.items()}
            continue
        if fields["kind"] in ("room", "hall") and not (fields["name_fa"] or fields["number"] or fields["unit_id"]):
            wrong[f"name_fa-{key}"] = service.NO_NAME
        yield (int(key) if key.isdigit() else None), fields
    if wrong:
        raise InvalidInput(wrong)


def _keys(sent: Iterable[str]) -> list[str]:
    """The rows of a form: ids of rooms, and keys of new ones."""
    found = (name.removeprefix("floor_id-") for name in sent if name.startswith("floor_id-"))
    return [key for key in found if NEW.fullmatch(key) or (key.isascii() and key.isdigit())]


def _is_filled(cells: Mapping[str, str]) -> bool:
    named = any(cells.get(column) for column in ("number", "name_fa", "name_en", "unit_id", "phone"))
    return named or cells.get("kind", "room") not in ("room", "hall")


def _stored() -> FilledForm:
    values: dict[str, Any] = {}
    for row in queries.rooms(db.session(), office_id()):
        values |= {f"{column}-{row.id}": getattr(row, column) for column in COLUMNS}
    return admin_pages.stored(values)


def again(form: FilledForm) -> str:
    """The page with the table as it is stored, and what was typed into another form of it."""
    return _page(_stored(), form)


def _of_rooms_now(form: FilledForm) -> tuple[FilledForm, list[str]]:
    """The form with the rows of the rooms as they are there now, and keys of rooms that somebody else has deleted: what
    was typed in their rows is in new ones. Rooms that were added meanwhile have their stored values."""
    stored, sent = _stored(), _keys(form.values)
    there = _keys(stored.values)
    added = [f"{column}-{key}" for key in there if key not in sent for column in COLUMNS]
    form = with_new_rows(form, stored, added)
    free = (key for number in count(len(NEW_ROWS) + 1) if (key := f"new{number}") not in sent)
    renamed = {key: next(free) for key in sent if key.isdigit() and key not in there}
    for key, new in renamed.items():
        for column in COLUMNS:
            form.values.setlist(f"{column}-{new}", form.values.poplist(f"{column}-{key}"))
    return form, list(renamed.values())


def _page(form: FilledForm, other: FilledForm | None = None) -> str:
    office = office_id()
    form, deleted = _of_rooms_now(form)
    entries = queries.entries(db.session(), office, all_rooms=True)
    keys = [(str(one.id), filters.named(one.title)) for one in entries]
    new = dict.fromkeys((*NEW_ROWS, *filter(NEW.fullmatch, _keys(form.values))))
    keys += [(key, gettext("New row")) for key in new]
    labels = {
        f"{column}-{key}": f"{gettext(label)} · {title}" for key, title in keys for column, label in LABELS.items()
    }
    kinds = {one.room.kind for one in entries}
    return admin_pages.render(
        "building/table.html",
        form=form,
        other=other or FilledForm(),
        keys=keys,
        deleted=deleted,
        cells=LABELS,
        labels=labels,
        buildings=queries.buildings(db.session(), office),
        floors=queries.floors(db.session(), office),
        choices={"floor_id": floor_choices(), "unit_id": unit_choices(), "kind": kind_choices()},
        templates=[one for one in TEMPLATES if one.kind not in kinds],
        is_empty=not entries,
    )
