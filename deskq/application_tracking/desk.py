"""What staff do about the tracking page: accept the applicant's digits anew."""

from flask import Blueprint, url_for
from flask_babel import gettext

from deskq.application_tracking import service
from deskq.applications.queries import application as queries
from deskq.applications.rules import visibility
from deskq.applications.views.inbox import render
from deskq.applications.views.reader import reader
from deskq.core.errors import Forbidden
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import PageResponse

blueprint = Blueprint("application_check", __name__, url_prefix="/applications")


@blueprint.post("/<int:application_id>/check")
def reset(application_id: int) -> PageResponse:
    who = reader()
    application = who.found(application_id)
    if not visibility.may_receive(who.viewer, {row.unit_id for row in queries.stages(db.session(), application.id)}):
        raise Forbidden

    def do() -> str:
        service.reset(application.office_id, who.caller.by, application.id)
        admin_pages.done(gettext("The applicant’s four digits are accepted again on the tracking page."))
        return url_for("applications.show", application_id=application_id)

    return admin_pages.submit(do, lambda form: render(application_id, form, "check"))
