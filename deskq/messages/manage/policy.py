"""Where messages begin and how long a citizen may come back; the first page of all this."""

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import identity, managing
from deskq.extensions import db
from deskq.forms import read_page
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.messages import editing, queries
from deskq.messages.manage.forms import PolicyForm
from deskq.messages.manage.furnished import ACT, choice
from deskq.messages.queries.furniture import NotFurnished
from deskq.office.manage.columns import columns

blueprint = Blueprint("manage_messages", __name__, url_prefix="/manage/messages")


@blueprint.get("")
def edit() -> str:
    return _page(None)


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(PolicyForm, request.form)
        editing.save_policy(caller.office_id, caller.by, form.model_dump())
        managing.done(gettext("The rules are saved. They hold from now on."))

    return managing.press(ACT, do, "manage_messages.edit", _page)


@blueprint.post("/beginning")
def begin() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        editing.begin(caller.office_id, caller.by)
        managing.done(gettext("The office takes messages now. Please look at units, deadlines and categories."))

    return managing.press(ACT, do, "manage_messages.edit", _page)


def _page(form: Filled | None) -> str:
    caller = identity.require(ACT)
    try:
        office = queries.furniture(db.session(), caller.office_id)
    except NotFurnished:
        return managing.draw("manage/messages/beginning.html", form=form or Filled())
    form = form or managing.filled(columns(office.policy, PolicyForm))
    units = office.units.values()
    return managing.draw(
        "manage/messages/policy.html",
        form=form,
        intake=choice(units, form.get("intake_unit_id")),
        inspectorate=choice(units, form.get("inspectorate_unit_id")),
    )
