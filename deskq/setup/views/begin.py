"""The first page of a new installation: the office and its first administrator."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import session_cookie
from deskq.core import clock
from deskq.core.errors import Forbidden, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.message_admin.service import policy
from deskq.office import admin_pages
from deskq.office import queries as office_queries
from deskq.office.admin_pages import FilledForm
from deskq.office.date_ranges import Hours
from deskq.office.models import Office
from deskq.office.service.create_office import OfficeThere, creating
from deskq.setup import may_begin, queries
from deskq.setup.forms import BeginForm, CodeForm, PersonForm
from deskq.staff import first_admin, rules
from deskq.web.forms import read_page

blueprint = Blueprint("setup", __name__, url_prefix="/setup")
#: Tries of the set-up code from one address, and forms of the first administrator (each costs a slow hash).
TRIES = "10 per minute; 60 per hour"
#: Opening hours of a new office, until the step of the hours is done: Saturday to Wednesday.
OPENS, CLOSES, WEEKDAYS = 7 * 60, 14 * 60 + 15, range(5)
BY = "setup"


@blueprint.get("")
def begin() -> str | Response:
    if not queries.needs_first_admin(db.session()):
        return redirect(url_for("manage_setup.index"), 303)
    return _page(FilledForm())


@blueprint.post("/code")
@limiter.limit(TRIES)
def enter_code() -> Response | tuple[str, int]:
    def do() -> str:
        _check_new()
        if not may_begin.take_code(read_page(CodeForm, request.form).code):
            raise InvalidInput({"code": gettext("This is not the set-up code. Please check each letter.")})
        return url_for("setup.begin")

    return admin_pages.submit(do, _page)


@blueprint.post("")
@limiter.limit(TRIES)
def create() -> Response | tuple[str, int]:
    _check_new()
    if not may_begin.may_begin():
        raise Forbidden

    def do() -> str:
        office = office_queries.first_office(db.session())
        form = read_page(BeginForm if office is None else PersonForm, request.form)
        rules.check_password(form.new, form.sign_in_name)
        with _creating(form) if office is None else nullcontext(office) as made:
            names = (form.sign_in_name, form.person, form.person_en)
            person = first_admin.create_first_admin(made.id, *names, form.new, BY)
        session_cookie.sign_in(person, {})
        return url_for("manage_setup.hours")

    return admin_pages.submit(do, _page, {OfficeThere: "name_fa"})


def _check_new() -> None:
    if not queries.needs_first_admin(db.session()):
        raise first_admin.SomebodyThere


@contextmanager
def _creating(form: PersonForm) -> Iterator[Office]:
    names = form.model_dump(include={"name_fa", "name_en"})
    today = clock.today()
    with creating(BY, names, Hours(None, OPENS, CLOSES, today), WEEKDAYS, first=True) as made:
        policy.begin(made.id, BY)
        yield made


def _page(form: FilledForm) -> str:
    office = office_queries.first_office(db.session())
    template = "setup/begin.html" if may_begin.may_begin() else "setup/code.html"
    return render_template(template, form=form, there=office.name if office is not None else None)
