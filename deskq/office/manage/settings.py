"""The office's names and the numbers its rules go by."""

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import identity, managing
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.office import catalogue, editing
from deskq.office.forms import SettingsForm
from deskq.office.manage.columns import clock_text, columns

blueprint = Blueprint("manage_settings", __name__, url_prefix="/manage/settings")


@blueprint.get("")
def edit() -> str:
    return _page(None)


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    caller = identity.require("office.manage")

    def do() -> str:
        form = read_page(SettingsForm, request.form)
        editing.save_office(caller.office_id, caller.by, form.model_dump())
        managing.done(gettext("The settings are saved. They hold from now on."))
        return url_for("manage_settings.edit")

    return managing.submit(do, _page)


def _page(form: Filled | None) -> str:
    caller = identity.require("office.manage")
    row = catalogue.of(db.session(), caller.office_id).office
    if form is None:
        form = managing.filled({**columns(row, SettingsForm), "day_starts": clock_text(row.day_starts)})
    return managing.draw("manage/settings.html", form=form)
