"""The inspections of one application: where its place is, and every result with its photos."""

from flask import request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.applications.queries import application as application_queries
from deskq.applications.rules import visibility
from deskq.applications.views.reader import reader
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db
from deskq.inbox.views.city_map import plan_for
from deskq.inspections.forms import PlaceForm
from deskq.inspections.queries import rows
from deskq.inspections.rules.results import CHECKS, OUTCOME_NAMES, checks_of
from deskq.inspections.service import places
from deskq.inspections.service.places import PlaceSeenOlder
from deskq.inspections.views.planning import blueprint
from deskq.message_settings.queries import load_settings
from deskq.messages.rules import geo
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.service_sheets import queries as sheet_queries
from deskq.staff import queries as staff_queries
from deskq.web import uploads
from deskq.web.forms import read_page

#: Anybody who sees the application sees its inspections.
SEES = "applications.work"
ERROR_FIELDS: dict[type[DomainError], str] = {PlaceSeenOlder: ""}


@blueprint.get("/applications/<int:application_id>")
def show(application_id: int) -> str:
    place = rows.place(db.session(), application_id)
    begun = {}
    if place is not None and place.erased_at is None:
        begun = {"address": place.address, "district_id": place.district_id, "lat": place.lat, "lon": place.lon}
    return _page(application_id, admin_pages.filled(begun))


@blueprint.post("/applications/<int:application_id>/place")
def set_place(application_id: int) -> PageResponse:
    who = reader(SEES)
    who.found(application_id)

    def do() -> str:
        form = read_page(PlaceForm, request.form)
        if not geo.is_whole(form.lat, form.lon):
            form = form.model_copy(update={"lat": None, "lon": None})
        point = (form.lat, form.lon) if form.lat is not None and form.lon is not None else None
        places.set_place(who.action(application_id), form.address, form.district_id, point, form.turn)
        admin_pages.done(gettext("Place saved."))
        return url_for("inspections.show", application_id=application_id)

    return admin_pages.submit(do, lambda form: _page(application_id, form), ERROR_FIELDS)


@blueprint.get("/photos/<file>")
def photo(file: str) -> Response:
    """A photo, for those who see an application to which it belongs."""
    who = reader(SEES)
    session = db.session()
    for result in rows.results_with(session, who.caller.office_id, file):
        application = application_queries.by_id(session, who.caller.office_id, result.application_id)
        units = {one.unit_id for one in application_queries.stages(session, result.application_id)}
        if application is not None and visibility.sees(who.viewer, application, units):
            return uploads.send(file, small="small" in request.args)
    raise NotFound


def _page(application_id: int, form: FilledForm) -> str:
    who = reader(SEES)
    application = who.found(application_id)
    session = db.session()
    settings = load_settings(session, who.caller.office_id)
    found = rows.results(session, application_id)
    place = rows.place(session, application_id)
    return admin_pages.render(
        "inspections/application.html",
        application=application,
        content=sheet_queries.version(session, application.version_id).content,
        form=form,
        turn=place.turn if place is not None else 0,
        districts=[one for one in settings.districts.values() if one.offered],
        plan=plan_for(settings.plan),
        results=found,
        photos=rows.photos(session, [one.id for one in found]),
        people={one.id: one for one in staff_queries.people(session, who.caller.office_id)},
        outcomes=OUTCOME_NAMES,
        checks=CHECKS,
        checks_of=checks_of,
    )
