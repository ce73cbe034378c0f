"""Two tables with a unit to choose in each row, saved by one press: the people of the office, and the categories."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.message_admin.service.routes import save_routes
from deskq.message_admin.service.unit_people import save_people
from deskq.message_admin.views.choices import ACT, about
from deskq.messages.queries import readers
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.office.table_forms import with_new_rows
from deskq.staff import queries as staff_queries
from deskq.staff.models import Person
from deskq.staff.rules import ROLE_NAMES
from deskq.units.models import Unit
from deskq.units.template import BY_CODE, USUAL_UNITS
from deskq.web import filters

people_blueprint = Blueprint("manage_messages_people", __name__, url_prefix="/manage/messages/people")
routes_blueprint = Blueprint("manage_messages_routes", __name__, url_prefix="/manage/messages/routes")
#: The unit that a role usually belongs to, by its code.
USUAL_OF_ROLE = {unit.head_role: unit.code for unit in BY_CODE.values() if unit.head_role} | {"clerk": "desk"}
PageResponse = Response | tuple[str, int]


def chosen() -> dict[int, int | None]:
    """{row: unit} of the fields "unit-<row>"; what is no number is no unit that exists."""
    found: dict[int, int | None] = {}
    for name, typed in request.form.items():
        row = _number(name.removeprefix("unit-"))
        if name.startswith("unit-") and row is not None:
            found[row] = None if typed == "" else _number(typed) or 0
    return found


def _number(text: str) -> int | None:
    ascii_text = persian.ascii_digits(text)
    return int(ascii_text) if ascii_text.isdecimal() and len(ascii_text) < 10 else None


@people_blueprint.get("")
def edit() -> str:
    return _people(_stored_people())


@people_blueprint.post("")
def save() -> PageResponse:
    def do(caller: Caller) -> None:
        with admin_pages.editing(caller, _stored_people):
            count = save_people(caller.office_id, caller.by, chosen())
        _say(count, ngettext("%(n)s person moved.", "%(n)s people moved.", count, n=filters.digits(count)))

    return admin_pages.submit_action(ACT, do, "manage_messages_people.edit", _people)


@routes_blueprint.get("", endpoint="edit")
def edit_routes() -> str:
    return _routes(_stored_routes())


@routes_blueprint.post("", endpoint="save")
def save_all_routes() -> PageResponse:
    def do(caller: Caller) -> None:
        with admin_pages.editing(caller, _stored_routes):
            count = save_routes(caller.office_id, caller.by, chosen())
        _say(count, ngettext("%(n)s subject saved.", "%(n)s subjects saved.", count, n=filters.digits(count)))

    return admin_pages.submit_action(ACT, do, "manage_messages_routes.edit", _routes)


def _say(count: int, words: str) -> None:
    admin_pages.done(words if count else gettext("Nothing was different from what is stored."))


def _everybody() -> list[Person]:
    """Active people, by name; those who are not active keep their unit."""
    people = staff_queries.people(db.session(), identity.require(ACT).office_id)
    return sorted((one for one in people if one.active), key=lambda one: (one.unit_id is not None, one.name))


def _stored_people() -> FilledForm:
    return admin_pages.stored({f"unit-{one.id}": one.unit_id for one in _everybody()})


def _stored_routes() -> FilledForm:
    rows = [row for row in about().categories.values() if row.offered]
    return admin_pages.stored({f"unit-{row.id}": row.unit_id for row in rows})


def _units(form: FilledForm, present: Iterable[int | None]) -> list[Unit]:
    """Open units, and closed ones that are stored or chosen somewhere."""
    there = {*present, *(_number(typed) for typed in form.values.values())}
    return [unit for unit in about().units.values() if unit.offered or unit.id in there]


def _people(form: FilledForm) -> str:
    everybody, form = _everybody(), with_new_rows(form, _stored_people())
    proposed = _proposal(form, {one.id: USUAL_OF_ROLE.get(one.role, "") for one in everybody if one.unit_id is None})
    return _page(
        "manage/messages/people.html",
        form,
        rows=everybody,
        proposed=proposed,
        units=_units(form, (one.unit_id for one in everybody)),
        roles=ROLE_NAMES,
        labels={f"unit-{one.id}": filters.named(one.names) for one in everybody},
        heads={unit.head_id: unit for unit in about().units.values() if unit.head_id},
    )


def _routes(form: FilledForm) -> str:
    caller, session = identity.require(ACT), db.session()
    form = with_new_rows(form, _stored_routes())
    reading = readers.readers(session, caller.office_id, clock.today())
    rows = readers.category_routes(session, caller.office_id, reading)
    without = {row.category.id: USUAL_UNITS.get(row.category.code, "") for row in rows if row.category.unit_id is None}
    return _page(
        "manage/messages/routes.html",
        form,
        rows=rows,
        proposed=_proposal(form, without),
        units=_units(form, (row.category.unit_id for row in rows)),
        reading=reading,
        labels={f"unit-{row.category.id}": filters.named(row.category.name) for row in rows},
        about=about(),
    )


def _proposal(form: FilledForm, usual: Mapping[int, str]) -> dict[int, int]:
    """{row without a unit: the unit that is proposed}; nothing once somebody has chosen on this page."""
    if request.method == "POST" or form.problems:
        return {}
    codes = {unit.code: unit.id for unit in about().units.values() if unit.offered}
    return {row: codes[code] for row, code in usual.items() if code in codes}


def _page(template: str, form: FilledForm, **values: Any) -> str:
    return admin_pages.render(template, form=form, **values)
