"""The page of the days that hang on a law."""

from dataclasses import asdict

from flask import request, url_for
from flask_babel import gettext

from deskq.access import identity
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.service_sheets import queries
from deskq.service_sheets.admin.blueprint import ACT, blueprint
from deskq.service_sheets.forms import LegalDaysForm
from deskq.service_sheets.rules.legal_days import Days
from deskq.service_sheets.service import legal_days
from deskq.web.forms import read_page


@blueprint.get("/days")
def edit_days() -> str:
    return _page(_stored())


@blueprint.post("/days")
def save_days() -> PageResponse:
    caller = identity.require(ACT)

    def do() -> str:
        form = read_page(LegalDaysForm, request.form)
        with admin_pages.editing(caller, _stored):
            legal_days.save(caller.office_id, caller.by, Days(**form.model_dump()))
        admin_pages.done(gettext("Days saved. What was promised or served before keeps its day."))
        return url_for("manage_sheets.edit_days")

    return admin_pages.submit(do, _page)


def _page(form: FilledForm) -> str:
    identity.require(ACT)
    return admin_pages.render("manage/sheet_days.html", form=form)


def _stored() -> FilledForm:
    return admin_pages.stored(asdict(queries.legal_days(db.session(), identity.require(ACT).office_id)))
