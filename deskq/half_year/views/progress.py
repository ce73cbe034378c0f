"""The page of one corrective action: who does it, its steps with photos, and what is late."""

from functools import partial

from flask import Blueprint, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import Forbidden, NotFound
from deskq.core.extensions import db
from deskq.half_year.forms import AssignForm, StepForm
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.queries import content, reports
from deskq.half_year.queries import progress as progress_queries
from deskq.half_year.queries.progress import Reader
from deskq.half_year.service import progress
from deskq.half_year.views import labels, progress_shown
from deskq.inbox.views import photo_uploads
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.office.sent_forms import once
from deskq.staff import queries as staff_queries
from deskq.web import filters, uploads
from deskq.web.forms import read_page

blueprint = Blueprint("corrective_actions", __name__, url_prefix="/manage/corrective-actions")
OWN, WRITE = "account.own", "half_year.write"
ERROR_FIELDS = dict.fromkeys(uploads.REFUSALS, "photo")


@blueprint.url_value_preprocessor
def _raise_upload_limit(endpoint: str | None, values: dict[str, object] | None) -> None:
    if endpoint == "corrective_actions.add_step":
        uploads.raise_upload_limit(1)


@blueprint.get("/<int:action_id>")
def show(action_id: int) -> str:
    return _page(action_id)


@blueprint.post("/<int:action_id>/steps")
def add_step(action_id: int) -> PageResponse:
    caller, _ = _seen(action_id)

    def do() -> str:
        form = read_page(StepForm, request.form)
        photo = photo_uploads.keep_one(request.files.get("photo"), uploads.PHOTO)
        may_write = permissions.may(caller.role, WRITE)
        said = form.words, photo, form.done, may_write
        office_id, person_id = caller.office_id, caller.person_id or 0
        once(caller, lambda: str(progress.add_step(office_id, caller.by, person_id, action_id, *said).id))
        admin_pages.done(gettext("Saved."))
        return url_for("corrective_actions.show", action_id=action_id)

    return admin_pages.submit(do, lambda form: _page(action_id, step=form), ERROR_FIELDS)


@blueprint.post("/<int:action_id>/person")
def assign(action_id: int) -> PageResponse:
    caller = identity.require(WRITE)
    _seen(action_id)

    def do() -> str:
        person = read_page(AssignForm, request.form).person_id
        with admin_pages.editing(caller, lambda: _stored(_seen(action_id)[1])):
            progress.assign(caller.office_id, caller.by, action_id, person)
        admin_pages.done(gettext("Saved."))
        return url_for("corrective_actions.show", action_id=action_id)

    return admin_pages.submit(do, partial(_page, action_id))


@blueprint.get("/<int:action_id>/steps/<int:step_id>/photo")
def photo(action_id: int, step_id: int) -> Response:
    _seen(action_id)
    step = next(
        (one for one in progress_queries.steps(db.session(), action_id) if one.id == step_id and one.photo), None
    )
    if step is None:
        raise NotFound
    return uploads.send(step.photo, small="small" in request.args)


def _page(action_id: int, form: FilledForm | None = None, step: FilledForm | None = None) -> str:
    """``form``: who does it; ``step``: what was done."""
    caller, row = _seen(action_id)
    session, today = db.session(), clock.today()
    people = {one.id: one for one in staff_queries.people(session, caller.office_id)}
    return admin_pages.render(
        "half_year/progress.html",
        row=row,
        form=form or _stored(row),
        step=step or FilledForm(),
        steps=progress_queries.steps(session, action_id),
        progress=progress_shown.of_actions([row], today)[row.id],
        may_record=permissions.may(caller.role, WRITE) or progress_queries.may_record(session, row, _reader(caller)),
        unit=content.unit_names(session, caller.office_id).get(row.unit_id),
        due=labels.day(row.due_day),
        outcome=labels.outcome(row.outcome) if row.outcome else "",
        again=reports.going_on(session, row.id),
        before=reports.action(session, caller.office_id, row.again_of_id) if row.again_of_id else None,
        day=labels.day,
        names={key: filters.named(person.names) for key, person in people.items()},
        people=[(key, filters.named(person.names)) for key, person in people.items() if person.active],
    )


def _stored(row: CorrectiveAction) -> FilledForm:
    return admin_pages.stored({"person_id": row.person_id})


def _seen(action_id: int) -> tuple[Caller, CorrectiveAction]:
    """An action, for who does it, the heads of its unit and above, and those who write reports."""
    caller = identity.require(OWN)
    row = reports.action(db.session(), caller.office_id, action_id)
    if permissions.may(caller.role, WRITE):
        if row is None:
            raise NotFound
        return caller, row
    if row is None or not progress_queries.may_see(db.session(), row, _reader(caller)):
        raise Forbidden
    return caller, row


def _reader(caller: Caller) -> Reader:
    return progress_queries.reader(db.session(), caller.office_id, caller.person_id or 0, clock.today())
