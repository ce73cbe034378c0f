"""Admin pages of staff: roles, skills, units, leave, new passwords and unlocking."""

from functools import partial

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, session_cookie
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.staff import leave_pages, passwords, rules, service, sign_in_locks
from deskq.staff import queries as staff_queries
from deskq.staff.forms import NewPersonForm, PasswordForm, PersonForm
from deskq.staff.models import Person
from deskq.staff.second_factor import queries as second_factor
from deskq.staff.service import NewPerson, PersonChanges
from deskq.units import queries
from deskq.web import filters
from deskq.web.forms import read_page

blueprint = Blueprint("manage_people", __name__, url_prefix="/manage/people")


@blueprint.get("")
def index() -> str:
    caller = identity.require("people.manage")
    people = staff_queries.people(db.session(), caller.office_id)
    return admin_pages.render(
        "manage/people.html",
        people=people,
        units={unit.id: unit for unit in queries.units(db.session(), caller.office_id)},
        away=leave_pages.away(caller.office_id),
        skills=config_cache.of(db.session(), caller.office_id).skills,
        roles=rules.ROLE_NAMES,
        second_factors=second_factor.of_office(db.session(), caller.office_id),
        locked=sign_in_locks.locked_people(db.session(), people, clock.now()),
    )


@blueprint.get("/new")
def new() -> str:
    return _new(admin_pages.filled({"role": "clerk", "new": passwords.suggestion()}))


@blueprint.post("")
def create() -> Response | tuple[str, int]:
    caller = identity.require("people.manage")

    def do() -> str:
        form = read_page(NewPersonForm, request.form)
        new = NewPerson(form.sign_in_name, form.name, form.role, form.new, form.unit_id, form.name_en)
        made = service.create_person(caller.office_id, new, caller.by)
        admin_pages.done(
            gettext(
                "%(name)s can now sign in. Please give them the password in person.", name=filters.named(made.names)
            )
        )
        return url_for("manage_people.edit", person_id=made.id)

    return admin_pages.submit(do, _new)


@blueprint.get("/<int:person_id>")
def edit(person_id: int) -> str:
    return _edit(person_id, None)


@blueprint.post("/<int:person_id>")
def save(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)

    def do() -> str:
        form = read_page(PersonForm, request.form)
        known = config_cache.of(db.session(), caller.office_id).services
        chosen = {service_id for service_id in form.services if service_id in known}
        with admin_pages.editing(caller, lambda: _stored(person_id)):
            changes = PersonChanges(form.name, form.role, form.active, chosen, form.unit_id, form.name_en)
            saved = service.save_person(person_id, changes, caller.by)
        admin_pages.done(gettext("%(name)s saved.", name=filters.named(saved.names)))
        return url_for("manage_people.index")

    return admin_pages.submit(do, partial(_edit, person_id), {rules.OwnRights: "role", rules.LastAdmin: "role"})


@blueprint.post("/<int:person_id>/password")
def set_password(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)

    def do() -> str:
        form = read_page(PasswordForm, request.form)
        person = service.set_password(person_id, form.new, caller.by)
        if person_id == caller.person_id:
            session_cookie.renew(person)
        admin_pages.done(
            gettext("%(name)s has a new password and was signed out everywhere.", name=filters.named(person.names))
        )
        return url_for("manage_people.edit", person_id=person_id)

    return admin_pages.submit(do, lambda form: _edit(person_id, None, password=form))


@blueprint.post("/<int:person_id>/unlocking")
def unlock(person_id: int) -> Response:
    """An earlier address. It leads to the page of sign-ins, where people are unlocked."""
    identity.require("people.manage")
    _find(person_id)
    return redirect(url_for("manage_sign_ins.unlock", person_id=person_id), 307)


@blueprint.post("/<int:person_id>/sign-out")
def sign_out_everywhere(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)

    def do() -> str:
        person = service.sign_out_by_admin(person_id, caller.by)
        if person_id == caller.person_id:
            session_cookie.renew(person)
        admin_pages.done(gettext("%(name)s was signed out everywhere.", name=filters.named(person.names)))
        return url_for("manage_people.edit", person_id=person_id)

    return admin_pages.submit(do, partial(_edit, person_id))


@blueprint.post("/<int:person_id>/leave")
def give_leave(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)
    return leave_pages.give(caller, person_id, _here(person_id), lambda form: _edit(person_id, None, leave=form))


@blueprint.post("/<int:person_id>/leave/<int:leave_id>/ending")
def end_leave(person_id: int, leave_id: int) -> Response | tuple[str, int]:
    caller = identity.require("people.manage")
    _find(person_id)
    return leave_pages.end(caller, person_id, leave_id, _here(person_id), partial(_edit, person_id))


def _here(person_id: int) -> str:
    return url_for("manage_people.edit", person_id=person_id)


def _find(person_id: int) -> Person:
    caller = identity.require("people.manage")
    return staff_queries.get_person(db.session(), person_id, caller.office_id)


def _new(form: FilledForm) -> str:
    identity.require("people.manage")
    return admin_pages.render("manage/person_new.html", form=form, roles=_roles(), units=_units(None))


def _edit(
    person_id: int, form: FilledForm | None, password: FilledForm | None = None, leave: FilledForm | None = None
) -> str:
    person = _find(person_id)
    about = config_cache.of(db.session(), person.office_id)
    return admin_pages.render(
        "manage/person.html",
        person=person,
        form=form or _stored(person_id),
        password=password or admin_pages.filled({"new": passwords.suggestion()}),
        roles=_roles(),
        units=_units(person.unit_id),
        about=about,
        locked=sign_in_locks.locked_people(db.session(), [person], clock.now()).get(person_id),
        leave=leave_pages.leave_context(person.office_id, person.id, leave),
        second_factor=second_factor.factor(db.session(), person_id),
        codes_left=second_factor.codes_left(db.session(), person_id),
    )


def _stored(person_id: int) -> FilledForm:
    person = _find(person_id)
    now = {column: getattr(person, column) for column in ("name", "name_en", "role", "unit_id", "active")}
    return admin_pages.stored({**now, "services": sorted(staff_queries.skills(db.session(), person_id))})


def _units(present: int | None) -> list[tuple[str, str]]:
    """Units to choose from: open ones, and the present one even when it is closed."""
    units = queries.units(db.session(), identity.require("people.manage").office_id)
    shown = ((str(unit.id), filters.named(unit.name)) for unit in units if unit.offered or unit.id == present)
    return [("", gettext("No unit")), *shown]


def _roles() -> list[tuple[str, str]]:
    return [(role, filters.named(name)) for role, name in rules.ROLE_NAMES.items()]
