"""The office's names and the numbers its rules go by."""

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq import managing
from deskq.forms import read_page
from deskq.identity import Caller
from deskq.managing import Filled
from deskq.office import editing
from deskq.office.forms import SettingsForm
from deskq.office.manage.columns import clock_text, columns
from deskq.office.manage.rows import ACT, about

blueprint = Blueprint("manage_settings", __name__, url_prefix="/manage/settings")


@blueprint.get("")
def edit() -> str:
    row = about().office
    return _page(managing.filled({**columns(row, SettingsForm), "day_starts": clock_text(row.day_starts)}))


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(SettingsForm, request.form)
        editing.save_office(caller.office_id, caller.by, form.model_dump())
        managing.done(gettext("The settings are saved. They hold from now on."))

    return managing.press(ACT, do, "manage_settings.edit", _page)


def _page(form: Filled) -> str:
    return managing.draw("manage/settings.html", form=form)
