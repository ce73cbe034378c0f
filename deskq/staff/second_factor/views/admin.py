"""Admin pages of two-step sign-in: which roles need it, and the reset for a lost phone."""

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.staff import queries as staff_queries
from deskq.staff import rules as staff_rules
from deskq.staff.second_factor import queries, service
from deskq.staff.second_factor.forms import RolesForm
from deskq.web import filters
from deskq.web.forms import read_page

blueprint = Blueprint("manage_second_factor", __name__, url_prefix="/manage")
ACT = "people.manage"


@blueprint.get("/second-factor")
def index() -> str:
    return _page(_stored())


@blueprint.post("/second-factor")
def save() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(RolesForm, request.form)
        with admin_pages.editing(caller, _stored):
            ticked = [role for role, needed in form.model_dump().items() if needed]
            service.require_of(caller.office_id, ticked, caller.by)
        admin_pages.done(gettext("Saved. It applies from the next sign-in on."))

    return admin_pages.submit_action(ACT, do, "manage_second_factor.index", _page)


@blueprint.post("/people/<int:person_id>/second-factor/removal")
def reset(person_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    staff_queries.get_person(db.session(), person_id, caller.office_id)

    def do() -> str:
        found = service.reset(person_id, caller.by)
        admin_pages.done(
            gettext(
                "Two-step sign-in of %(name)s was reset, and they were signed out everywhere.",
                name=filters.named(found.names),
            )
        )
        return url_for("manage_people.edit", person_id=person_id)

    return admin_pages.submit(do, _page)


def _stored() -> FilledForm:
    caller = identity.require(ACT)
    needed = queries.required_roles(db.session(), caller.office_id)
    return admin_pages.stored({role: role in needed for role in staff_rules.ROLES})


def _page(form: FilledForm) -> str:
    caller = identity.require(ACT)
    return admin_pages.render(
        "manage/second_factor.html",
        form=form,
        roles=staff_rules.ROLE_NAMES,
        people=queries.by_role(db.session(), caller.office_id),
    )
