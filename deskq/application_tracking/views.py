"""The tracking page of an application. Its code alone shows stages and promises, and nothing about who applied; the
four digits or a code by SMS (proof.py) let the applicant act."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.application_figures.queries import alike
from deskq.application_ratings import queries as rating_queries
from deskq.application_ratings import rules as rating_rules
from deskq.application_ratings import service as rating_service
from deskq.application_tracking import access, carried_text
from deskq.application_tracking.forms import FilesForm, RatingForm, WithdrawForm, WordsForm
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.queries.shown import ShownApplication, shown
from deskq.applications.rules import citizen as citizen_rules
from deskq.applications.rules import progress
from deskq.applications.rules.progress import LIVE, STAGE_STATE_NAMES, STATE_NAMES
from deskq.applications.service import citizen
from deskq.appointments import availability
from deskq.appointments import queries as appointment_queries
from deskq.commissions import queries as commission_queries
from deskq.commissions.rules.verdicts import VERDICTS
from deskq.core import clock
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db, limiter
from deskq.inbox.views import photo_uploads
from deskq.inbox.views.photo_uploads import Photos
from deskq.message_settings import queries as settings_queries
from deskq.messages import tracking_code
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.queue import queries as queue_queries
from deskq.service_sheets.rules.stage_kinds import COMMISSIONS
from deskq.web import uploads
from deskq.web.forms import F, read_page

blueprint = Blueprint("application_tracking", __name__, url_prefix="/track")
Answer = Response | tuple[str, int]

#: {endpoint: its form on the page}, of those with a text.
BUTTONS = {f"application_tracking.{view}": view.strip("_") for view in ("object_", "withdraw")} | {
    "application_tracking.ask_call": "call"
}


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, Any] | None) -> None:
    if endpoint == "application_tracking.send_files" and request.method == "POST":
        uploads.raise_upload_limit(photo_uploads.MOST)


@blueprint.errorhandler(access.NotProven)
def _ask_digits_again(refusal: access.NotProven) -> tuple[str, int]:
    """Of a form that was sent when its proof had run out."""
    found = find((request.view_args or {})["code"])
    return page(found, carried_text.unproven(refusal), BUTTONS.get(request.endpoint or "", "")), refusal.status


@blueprint.post("/<code>/application/files")
@limiter.limit("30 per minute")
def send_files(code: str) -> Answer:
    found = find(code)
    access.check_proven(found)
    sent = Photos(uploads.SCAN)

    def do() -> str:
        form = read_page(FilesForm, request.form)
        sent.check()
        citizen.send_files(found, form.document, sent.names)
        return _said(found, gettext("Received. We will look at it and tell you if it cannot be used."))

    return admin_pages.submit(
        do, lambda form: page(found, form, "files", sent.shown_again()), photo_uploads.ERROR_FIELDS
    )


@blueprint.post("/<code>/application/objection")
@limiter.limit("30 per minute")
def object_(code: str) -> Answer:
    return _submit(
        code, "object", WordsForm, lambda found, form: citizen.object_to_refusal(found, form.words),
        gettext("Your objection was sent to the inspectorate. There is a new date for its answer."),
    )  # fmt: skip


@blueprint.post("/<code>/application/withdrawal")
@limiter.limit("30 per minute")
def withdraw(code: str) -> Answer:
    return _submit(
        code, "withdraw", WithdrawForm, lambda found, form: citizen.withdraw(found, form.words, sure=form.sure),
        gettext("Your application was withdrawn. We have stopped working on it."),
    )  # fmt: skip


@blueprint.post("/<code>/application/call")
@limiter.limit("30 per minute")
def ask_call(code: str) -> Answer:
    return _submit(
        code, "call", WordsForm, lambda found, form: citizen.ask_call(found, form.words),
        gettext("We will call you back at the number given with the application."),
    )  # fmt: skip


@blueprint.post("/<code>/application/rating")
@limiter.limit("30 per minute")
def rate(code: str) -> Answer:
    """One tap answers one question."""
    found = find(code)
    access.check_proven(found)

    def do() -> str:
        form = read_page(RatingForm, request.form)
        rating_service.answer(found.office_id, found.id, form.question, form.answer == "yes")
        return url_for("follow.show", code=found.code, _anchor="rating")

    return admin_pages.submit(do, lambda form: page(found, form, "rating"))


@blueprint.post("/<code>/application/rating/undo")
@limiter.limit("30 per minute")
def take_back_rating(code: str) -> Answer:
    found = find(code)
    access.check_proven(found)

    def do() -> str:
        rating_service.take_back(found.office_id, found.id)
        return url_for("follow.show", code=found.code, _anchor="rating")

    return admin_pages.submit(do, lambda form: page(found, form, "rating"))


@blueprint.get("/<code>/application/files/<file>")
@limiter.limit("240 per minute")
def file(code: str, file: str) -> Response:
    """A file that the applicant sent, in a browser that has proven it."""
    found = find(code)
    if not access.is_proven(found) or not queries.has_file(db.session(), found.id, file):
        raise NotFound
    return uploads.send(file, small="small" in request.args)


def _submit(code: str, button: str, kind: type[F], do: Callable[[Application, F], Application], said: str) -> Answer:
    found = find(code)
    access.check_proven(found)

    def submit_and_go() -> str:
        do(found, read_page(kind, request.form))
        return _said(found, said)

    return admin_pages.submit(submit_and_go, lambda form: page(found, form, button))


def _said(found: Application, words: str) -> str:
    admin_pages.done(words)
    return url_for("follow.show", code=found.code)


def find(code: str) -> Application:
    """Codes are guessed at ``/track`` only, where wrong ones are counted: an unknown one is not found here."""
    read = tracking_code.found_in(code)
    found = queries.by_code(db.session(), identity.office_id(), read) if read is not None else None
    if found is None:
        raise NotFound
    return found


def page(found: Application, form: FilledForm | None = None, button: str = "", kept: list[str] | None = None) -> str:
    """``button`` is the form that something is wrong with; ``kept``: files of it that are stored already."""
    session = db.session()
    # What failed has rolled back, and the row must be read again.
    application = (queries.by_id(session, found.office_id, found.id) if form is not None else None) or found
    whole, proven = shown(session, application), access.is_proven(application)
    return render_template(
        "track/application.html",
        office=config_cache.of(session, application.office_id).office.name,
        application=application,
        shown=whole,
        states=STATE_NAMES,
        stage_states=STAGE_STATE_NAMES,
        usual=alike.usual_stages(session, application.sheet_id, [one.row.code for one in whole.here], clock.now()),
        proven=proven,
        staff=access.staff_here(),
        ways_to_prove=access.ways_to_prove(application) if not proven else None,
        may=_may(application, whole),
        applicant=queries.applicant(session, application.id) if proven else None,
        files=queries.files(session, application.id) if proven else [],
        hearings=commission_queries.of_application(session, application.id),
        commissions=COMMISSIONS,
        verdicts=VERDICTS,
        appointment=_appointment(application),
        rating=_rating(application),
        form=form or FilledForm(),
        button=button,
        kept=kept or [],
        most_photos=photo_uploads.MOST,
        most_megabytes=uploads.LARGEST_MEGABYTES,
    )


def _may(application: Application, whole: ShownApplication) -> dict[str, bool]:
    now = queries.progress_of(application, [one.row for one in whole.stages])
    live = application.state in LIVE
    return {
        "files": live and bool(whole.missing),
        "object": progress.may(whole.content.stages, now, "object") and _in_time(application),
        "withdraw": progress.may(whole.content.stages, now, "withdraw"),
        "call": application.call_asked_at is None,
    }


def _rating(application: Application) -> dict[str, Any] | None:
    """Questions with their answers while it can be rated; None before its end and long after it."""
    now = clock.now()
    if not rating_rules.may_rate(application, now):
        return None
    given = rating_queries.rating(db.session(), application.id)
    answers = {name: getattr(given, name) if given is not None else None for name in rating_rules.QUESTIONS}
    return {
        "questions": rating_rules.QUESTIONS,
        "answers": answers,
        "done": None not in answers.values(),
        "undo": rating_rules.may_take_back(given, now),
    }


def _in_time(application: Application) -> bool:
    days = settings_queries.load_settings(db.session(), application.office_id).policy.reopen_days
    try:
        citizen_rules.check_in_time(application, timedelta(days=days), clock.now())
    except DomainError:
        return False
    return True


def _appointment(application: Application) -> str:
    """Where an appointment for the next visit is booked: for the service of its ticket, if it takes any."""
    session, now = db.session(), clock.now()
    today = clock.local(now).date()
    if not appointment_queries.is_open(session, application.office_id, today):
        return ""
    config = config_cache.of(session, application.office_id)
    ticket_id = application.ticket_id
    ticket = queue_queries.ticket_of(session, application.office_id, ticket_id) if ticket_id is not None else None
    mine = [one.code for one in availability.services(session, config, now) if ticket and one.id == ticket.service_id]
    return url_for("appointments.days", code=mine[0]) if mine else url_for("appointments.index")
