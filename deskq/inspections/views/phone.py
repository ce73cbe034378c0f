"""The tour on the inspector's phone: one page with everything, kept by a service worker; what it sends."""

from typing import Any

from flask import Response, jsonify, redirect, request, send_from_directory, url_for
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from deskq.access import identity, permissions
from deskq.applications.views.reader import Reader, reader
from deskq.core import clock, secrets
from deskq.core.errors import N_, InvalidInput, SignInNeeded
from deskq.core.extensions import db
from deskq.inbox.views import photo_uploads
from deskq.inspections.forms import PhotoForm, ReportForm
from deskq.inspections.models import InspectionResult
from deskq.inspections.queries import rows
from deskq.inspections.rules.results import CHECKS, COUNTED, MOST_PHOTOS, OUTCOME_NAMES
from deskq.inspections.service import results
from deskq.inspections.views.planning import ACT, blueprint, found_tour, of_tour
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.staff import queries as staff_queries
from deskq.web import assets, uploads
from deskq.web.filters import hour, jdate, named
from deskq.web.forms import read_page


class EnteredByAnother(SignInNeeded):
    slug = "entered-by-another"
    title = N_("Somebody else has entered this. To send it, that person has to sign in again.")


#: Where photos are sent.
SENDING = ("inspections.report", "inspections.add_photo")


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Photos, from those who may send one."""
    person = identity.signed_in() if endpoint in SENDING and request.method == "POST" else None
    if person is not None and permissions.may(person.role, ACT):
        uploads.raise_upload_limit(MOST_PHOTOS if endpoint == "inspections.report" else 1)


@blueprint.get("/mine")
def mine() -> PageResponse:
    """The tour of today of the person who asks."""
    who = reader(ACT)
    tour = rows.tour_of(db.session(), who.caller.office_id, who.person_id, clock.today())
    if tour is None:
        return admin_pages.render("inspections/no_tour.html")
    return redirect(url_for("inspections.phone", tour_id=tour.id))


@blueprint.get("/tours/<int:tour_id>/phone")
def phone(tour_id: int) -> str:
    return _page(tour_id, FilledForm())


@blueprint.get("/worker.js")
def worker() -> Response:
    """Served here and not under /static, because a service worker controls only the path it is loaded from."""
    return send_from_directory(assets.STATIC / "js", "inspection-worker.js")


@blueprint.post("/results")
def report() -> PageResponse:
    """From the script one result, answered as JSON; from the plain form with its photos, answered by the page."""
    who = _sender()
    if "X-Fragment" in request.headers:
        return _told(_store(who))
    tour_id = request.form.get("tour", "")

    def do() -> str:
        result = _store(who)
        for number, sent in enumerate(request.files.getlist("photos")):
            _store_photo(who, result.key, f"{result.key}-{number}", sent)
        admin_pages.done(_said(result))
        return url_for("inspections.phone", tour_id=result.tour_id) if result.tour_id else url_for("inspections.index")

    if not (tour_id.isascii() and tour_id.isdecimal() and len(tour_id) < 16):
        return redirect(do(), 303)
    return admin_pages.submit(do, lambda form: _page(int(tour_id), form), photo_uploads.ERROR_FIELDS)


@blueprint.post("/results/<result_key>/photos")
def add_photo(result_key: str) -> AnyResponse:
    who = _sender()
    form = read_page(PhotoForm, request.form)
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        raise InvalidInput({"photo": N_("Please choose a file.")})
    _store_photo(who, result_key, form.key, sent)
    return jsonify(state="kept")


def _sender() -> Reader:
    """Who sends. Another person than who entered it may have signed in on the phone since, perhaps without any right
    here: this is checked first, so that the phone keeps it until the right person is back. A page kept by an older
    version does not name anybody."""
    person, entered_by = identity.signed_in(), request.form.get("person")
    if entered_by and (person is None or entered_by != str(person.id)):
        raise EnteredByAnother
    return reader(ACT)


def _store(who: Reader) -> InspectionResult:
    sent = request.form.copy()
    form = read_page(ReportForm, sent)
    who.found(form.application)
    return results.report(who.action(form.application), form.report())


def _store_photo(who: Reader, result_key: str, key: str, sent: FileStorage | None) -> None:
    """Once for each key; a photo that has arrived already is not read again."""
    session, office_id = db.session(), who.caller.office_id
    result = rows.result_by_key(session, office_id, result_key)
    if result is not None and rows.photo_by_key(session, result.id, key) is not None:
        return
    file = photo_uploads.keep_one(sent, uploads.PHOTO)
    if file:
        results.add_photo(office_id, who.caller.by, who.person_id, result_key, key, file)


def _told(result: InspectionResult) -> AnyResponse:
    return jsonify(standing=result.standing, said=_said(result))


def _said(result: InspectionResult) -> str:
    """What became of a result, in a sentence; of a remark what the first one said."""
    if result.standing == COUNTED:
        return str(gettext("Recorded: %(outcome)s.", outcome=named(OUTCOME_NAMES[result.outcome])))
    first = rows.finishing(db.session(), result.application_id, result.stage)
    if first is None:
        return str(gettext("This stage is not open any more, so your result was kept as a remark."))
    person = staff_queries.person(db.session(), first.person_id)
    said = gettext(
        "%(person)s had recorded “%(outcome)s” already, on %(day)s at %(hour)s. Yours was kept as a remark.",
        person=named(person.names) if person is not None else "",
        outcome=named(OUTCOME_NAMES[first.outcome]),
        day=jdate(first.noted_at),
        hour=hour(first.noted_at),
    )
    return str(said)


def _page(tour_id: int, form: FilledForm) -> str:
    who = reader(ACT)
    values = of_tour(who, found_tour(who, tour_id))
    return admin_pages.render(
        "inspections/phone.html",
        **values,
        form=form,
        me=who.person_id,
        checks=CHECKS,
        keys=[secrets.new() for _ in range(len(rows.stops(db.session(), tour_id)))],
        most_photos=MOST_PHOTOS,
        most_megabytes=uploads.LARGEST_MEGABYTES,
    )
