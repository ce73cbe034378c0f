"""The step of the people: they are added one by one, each with a first password that is shown once."""

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint
from deskq.staff import rules, service
from deskq.staff.forms import NewPersonForm
from deskq.staff.passwords import suggestion
from deskq.staff.service import NewPerson
from deskq.web import filters
from deskq.web.forms import read_page


@blueprint.get("/people")
def people() -> str:
    return _page(_blank())


@blueprint.post("/people")
def add_person() -> str | Response | tuple[str, int]:
    """Answers with the page itself instead of a redirect, so that the password is in no address, cookie or later
    page."""
    caller = wizard.caller()

    def do() -> str:
        form = read_page(NewPersonForm, request.form)
        new = NewPerson(form.sign_in_name, form.name, form.role, form.new, name_en=form.name_en)
        made = service.create_person(caller.office_id, new, caller.by)
        return _page(_blank(), made=(filters.named(made.names), made.sign_in_name, form.new))

    return admin_pages.submit_for_page(do, _page)


def _blank() -> FilledForm:
    return admin_pages.filled({"role": "clerk", "new": suggestion()})


def _page(form: FilledForm, made: tuple[str, str, str] | None = None) -> str:
    roles = [(role, filters.named(name)) for role, name in rules.ROLE_NAMES.items()]
    return wizard.page("people", "setup/people.html", form=form, roles=roles, made=made, title=gettext("People"))
