"""The people of the office: who they are, what they may do and serve, and their way back in."""

import secrets
from functools import partial

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import clock, identity, managing, web
from deskq.errors import NotFound
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.office import catalogue
from deskq.office import queries as office_queries
from deskq.staff import leaves, queries, rules, service
from deskq.staff.forms import NewPersonForm, PasswordForm, PersonForm
from deskq.staff.models import Person

blueprint = Blueprint("manage_people", __name__, url_prefix="/manage/people")
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


@blueprint.get("")
def index() -> str:
    caller = identity.require("people.manage")
    people = queries.people(db.session(), caller.office_id)
    return managing.draw(
        "manage/people.html",
        people=people,
        units={unit.id: unit for unit in office_queries.units(db.session(), caller.office_id)},
        away=leaves.away(caller.office_id),
        skills=catalogue.of(db.session(), caller.office_id).skills,
        roles=rules.ROLE_NAMES,
        locked=_locked,
    )


@blueprint.get("/new")
def new() -> str:
    return _new(managing.filled({"role": "clerk", "new": _suggestion()}))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    caller = identity.require("people.manage")

    def do() -> str:
        form = read_page(NewPersonForm, request.form)
        given = (form.sign_in_name, form.name, form.role, form.new)
        made = service.create_person(caller.office_id, *given, caller.by, form.unit_id)
        managing.done(gettext("%(name)s may sign in now. Please hand over the password in person.", name=made.name))
        return url_for("manage_people.edit", person_id=made.id)

    return managing.submit(do, _new)


@blueprint.get("/<int:person_id>")
def edit(person_id: int) -> str:
    return _edit(person_id, None)


@blueprint.post("/<int:person_id>")
def save(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)

    def do() -> str:
        form = read_page(PersonForm, request.form)
        known = catalogue.of(db.session(), caller.office_id).services
        chosen = {service_id for service_id in form.services if service_id in known}
        saved = service.save_person(person_id, form.name, form.role, form.active, chosen, caller.by, form.unit_id)
        managing.done(gettext("%(name)s is saved.", name=saved.name))
        return url_for("manage_people.index")

    return managing.submit(do, partial(_edit, person_id), {rules.OwnRights: "role", rules.LastAdmin: "role"})


@blueprint.post("/<int:person_id>/password")
def set_password(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)

    def do() -> str:
        form = read_page(PasswordForm, request.form)
        person = service.set_password(person_id, form.new, caller.by)
        if person_id == caller.person_id:
            identity.sign_in(person)
        managing.done(gettext("%(name)s has a new password and is signed out everywhere.", name=person.name))
        return url_for("manage_people.edit", person_id=person_id)

    return managing.submit(do, lambda form: _edit(person_id, None, password=form))


@blueprint.post("/<int:person_id>/unlocking")
def unlock(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)

    def do() -> str:
        person = service.unlock(person_id, caller.by)
        managing.done(gettext("%(name)s may try to sign in again.", name=person.name))
        return url_for("manage_people.edit", person_id=person_id)

    return managing.submit(do, partial(_edit, person_id))


@blueprint.post("/<int:person_id>/sign-out")
def sign_out_everywhere(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)

    def do() -> str:
        person = service.sign_out_everywhere(person_id, caller.by)
        if person_id == caller.person_id:
            identity.sign_in(person)
        managing.done(gettext("%(name)s is signed out everywhere.", name=person.name))
        return url_for("manage_people.edit", person_id=person_id)

    return managing.submit(do, partial(_edit, person_id))


@blueprint.post("/<int:person_id>/leave")
def give_leave(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)
    return leaves.give(caller, person_id, _here(person_id), lambda form: _edit(person_id, None, leave=form))


@blueprint.post("/<int:person_id>/leave/<int:leave_id>/ending")
def end_leave(person_id: int, leave_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)
    return leaves.end(caller, person_id, leave_id, _here(person_id), partial(_edit, person_id))


def _here(person_id: int) -> str:
    return url_for("manage_people.edit", person_id=person_id)


def _find(person_id: int) -> Person:
    caller = identity.require("people.manage")
    person = queries.person(db.session(), person_id)
    if person is None or person.office_id != caller.office_id:
        raise NotFound
    return person


def _new(form: Filled) -> str:
    identity.require("people.manage")
    return managing.draw("manage/person_new.html", form=form, roles=_roles(), units=_units(None))


def _edit(person_id: int, form: Filled | None, password: Filled | None = None, leave: Filled | None = None) -> str:
    person = _find(person_id)
    about = catalogue.of(db.session(), person.office_id)
    if form is None:
        skills = sorted(queries.skills(db.session(), person_id))
        now = {column: getattr(person, column) for column in ("name", "role", "unit_id", "active")}
        form = managing.filled({**now, "services": skills})
    return managing.draw(
        "manage/person.html",
        person=person,
        form=form,
        password=password or managing.filled({"new": _suggestion()}),
        roles=_roles(),
        units=_units(person.unit_id),
        about=about,
        locked=_locked(person),
        leave=leaves.about(person, leave),
    )


def _locked(person: Person) -> bool:
    return person.locked_until is not None and person.locked_until > clock.now()


def _units(present: int | None) -> list[tuple[str, str]]:
    """Units to choose from: open ones, and the present one even when it is closed."""
    units = office_queries.units(db.session(), identity.require("people.manage").office_id)
    shown = ((str(unit.id), web.named(unit.name)) for unit in units if unit.offered or unit.id == present)
    return [("", gettext("no unit")), *shown]


def _roles() -> list[tuple[str, str]]:
    return [(role, web.named(name)) for role, name in rules.ROLE_NAMES.items()]


def _suggestion() -> str:
    """A password that can be read out and typed: 14 letters and digits that look like no other."""
    letters = "".join(secrets.choice(READABLE) for _ in range(14))
    return "-".join((letters[:5], letters[5:10], letters[10:]))
