"""Admin page of the office's settings: its names, and limits used by the rules."""

from flask import Blueprint, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access.identity import Caller
from deskq.office import admin_pages
from deskq.office.admin.row_forms import clock_text, columns
from deskq.office.admin.rows import ACT, about
from deskq.office.admin_pages import FilledForm
from deskq.office.forms import SettingsForm
from deskq.office.queries import usual_settings
from deskq.office.service import settings
from deskq.web.forms import read_page

blueprint = Blueprint("manage_settings", __name__, url_prefix="/manage/settings")


@blueprint.get("")
def edit() -> str:
    return _page(_stored())


def _stored() -> FilledForm:
    row = about().office
    return admin_pages.stored({**columns(row, SettingsForm), "day_starts": clock_text(row.day_starts)})


@blueprint.post("")
def save() -> Response | tuple[str, int]:
    def do(caller: Caller) -> None:
        form = read_page(SettingsForm, request.form)
        with admin_pages.editing(caller, _stored):
            settings.save_office(caller.office_id, caller.by, form.model_dump())
        admin_pages.done(gettext("Settings saved. They apply from now on."))

    return admin_pages.submit_action(ACT, do, "manage_settings.edit", _page)


def _page(form: FilledForm) -> str:
    found = usual_settings()
    usual = {**found, "day_starts": clock_text(found["day_starts"])}
    return admin_pages.render("manage/settings.html", form=form, usual=usual)
