"""The step of the people: they are added one by one, each with a first password that is shown once."""

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint
from deskq.staff import rules, service
from deskq.staff.forms import NewPersonForm
from deskq.staff.passwords import suggestion
from deskq.staff.service import NewPerson
from deskq.units import queries as unit_queries
from deskq.web import filters
from deskq.web.forms import read_page


@blueprint.get("/people")
def people() -> str:
    """``role`` and ``unit`` in the address come from a step that lacks such a person."""
    role = request.args.get("role", "clerk")
    return _page(_blank(role if role in rules.ROLES else "clerk", request.args.get("unit", "")[:10]))


@blueprint.post("/people")
def add_person() -> str | Response | tuple[str, int]:
    """Answers with the page itself instead of a redirect, so that the password is in no address, cookie or later
    page."""
    caller = wizard.caller()

    def do() -> str:
        form = read_page(NewPersonForm, request.form)
        new = NewPerson(form.sign_in_name, form.name, form.role, form.new, form.unit_id, form.name_en)
        made = service.create_person(caller.office_id, new, caller.by)
        return _page(_blank(form.role), made=(filters.named(made.names), made.sign_in_name, form.new))

    return admin_pages.submit_for_page(do, _page)


def _blank(role: str, unit: str = "") -> FilledForm:
    """The role stays for the next person: people of one kind are added one after the other."""
    return admin_pages.filled({"role": role, "unit_id": unit, "new": suggestion()})


def _page(form: FilledForm, made: tuple[str, str, str] | None = None) -> str:
    roles = [(role, filters.named(name)) for role, name in rules.ROLE_NAMES.items()]
    return wizard.page("people", "setup/people.html", form=form, roles=roles, units=_units(), made=made)


def _units() -> list[tuple[str, str]]:
    """Units that are not closed; none where the office has none yet."""
    found = unit_queries.units(db.session(), wizard.caller().office_id)
    names = [(str(unit.id), filters.named(unit.name)) for unit in found if unit.offered]
    return [("", gettext("none")), *names] if names else []
