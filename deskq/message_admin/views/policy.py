"""The page of the policy; the first page under /manage/messages."""

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.extensions import db
from deskq.message_admin.forms import PolicyForm
from deskq.message_admin.service import policy
from deskq.message_admin.views.choices import ACT, about, choice
from deskq.message_settings import queries
from deskq.message_settings.queries import NotSetUp
from deskq.office import admin_pages
from deskq.office.admin.row_forms import columns
from deskq.office.admin_pages import FilledForm
from deskq.web.forms import read_page

blueprint = Blueprint("manage_messages", __name__, url_prefix="/manage/messages")


@blueprint.get("")
def edit() -> str:
    return _page(None)


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(PolicyForm, request.form)
        with admin_pages.editing(caller, _stored):
            policy.save_policy(caller.office_id, caller.by, form.model_dump())
        admin_pages.done(gettext("Rules saved. They apply from now on."))

    return admin_pages.submit_action(ACT, do, "manage_messages.edit", _page)


@blueprint.post("/beginning")
def begin() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        policy.begin(caller.office_id, caller.by)
        admin_pages.done(gettext("The office now accepts messages. Please check units, deadlines and categories."))

    return admin_pages.submit_action(ACT, do, "manage_messages.edit", _page)


def _page(form: FilledForm | None) -> str:
    caller = identity.require(ACT)
    try:
        office = queries.load_settings(db.session(), caller.office_id)
    except NotSetUp:
        return admin_pages.render("manage/messages/setup.html", form=form or FilledForm())
    form = form or _stored()
    units = office.units.values()
    return admin_pages.render(
        "manage/messages/policy.html",
        form=form,
        intake=choice(units, form.get("intake_unit_id")),
        inspectorate=choice(units, form.get("inspectorate_unit_id")),
    )


def _stored() -> FilledForm:
    return admin_pages.stored(columns(about().policy, PolicyForm))
