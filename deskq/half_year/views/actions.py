"""Staff pages of corrective actions: promise one, change it, review how it was kept."""

from functools import partial

from flask import Blueprint, request, url_for
from flask_babel import gettext

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.text.half_years import Half
from deskq.half_year.forms import ActionForm, ReviewForm
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.queries import content, progress, reports
from deskq.half_year.rules import reviews
from deskq.half_year.rules.reviews import KEPT, LATE, Review
from deskq.half_year.service import actions
from deskq.half_year.views import labels, progress_shown
from deskq.half_year.views.addresses import half_of
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import NotSetUp
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.office.sent_forms import once
from deskq.web import filters
from deskq.web.forms import read_page

blueprint = Blueprint("manage_promises", __name__, url_prefix="/manage/half-year")
WRITE = "half_year.write"


@blueprint.get("/<half>/actions/new")
def new(half: str) -> str:
    caller = identity.require(WRITE)
    asked = half_of(caller, half)
    reviews.check_may_promise(
        reports.published(db.session(), caller.office_id, reports.covering(db.session(), caller.office_id, asked))
    )
    return _action_page(caller, asked, None)


@blueprint.post("/<half>/actions")
def create(half: str) -> PageResponse:
    caller = identity.require(WRITE)
    asked = half_of(caller, half)

    def do() -> str:
        form = read_page(ActionForm, request.form)
        once(caller, lambda: str(actions.promise(caller.office_id, caller.by, asked, None, form.model_dump()).id))
        admin_pages.done(gettext("Saved."))
        return _address(asked)

    return admin_pages.submit(do, partial(_action_page, caller, asked, None))


@blueprint.get("/actions/<int:action_id>")
def edit(action_id: int) -> str:
    caller = identity.require(WRITE)
    row = _found(caller, action_id)
    return _action_page(caller, Half(row.half), row)


@blueprint.post("/actions/<int:action_id>")
def save(action_id: int) -> PageResponse:
    caller = identity.require(WRITE)
    row = _found(caller, action_id)
    half = Half(row.half)

    def do() -> str:
        form = read_page(ActionForm, request.form)
        with admin_pages.editing(caller, lambda: _stored(_found(caller, action_id))):
            actions.promise(caller.office_id, caller.by, half, action_id, form.model_dump())
        admin_pages.done(gettext("Saved."))
        return _address(half)

    return admin_pages.submit(do, lambda form: _action_page(caller, half, _found(caller, action_id), form))


@blueprint.post("/actions/<int:action_id>/removal")
def remove(action_id: int) -> PageResponse:
    caller = identity.require(WRITE)
    half = Half(_found(caller, action_id).half)

    def do() -> str:
        actions.remove(caller.office_id, caller.by, action_id)
        admin_pages.done(gettext("Removed."))
        return _address(half)

    return admin_pages.submit(do, lambda form: _action_page(caller, half, _found(caller, action_id), form))


@blueprint.get("/promises/<int:action_id>")
def review_page(action_id: int) -> str:
    caller = identity.require(WRITE)
    return _review_page(_found(caller, action_id))


@blueprint.post("/promises/<int:action_id>")
def review(action_id: int) -> PageResponse:
    caller = identity.require(WRITE)
    half = Half(_found(caller, action_id).half)

    def do() -> str:
        form = read_page(ReviewForm, request.form)
        with admin_pages.editing(caller, lambda: _reviewed(_found(caller, action_id))):
            given = Review(form.outcome, form.done_day, form.new_due_day, form.why_fa, form.why_en)
            actions.review(caller.office_id, caller.by, caller.person_id or 0, action_id, given)
        admin_pages.done(gettext("Saved."))
        return _address(half.after)

    return admin_pages.submit(do, lambda form: _review_page(_found(caller, action_id), form))


def _action_page(caller: Caller, half: Half, row: CorrectiveAction | None, form: FilledForm | None = None) -> str:
    try:
        categories = settings_queries.load_settings(db.session(), caller.office_id).categories.values()
        subjects = [(category.id, filters.named(category.name)) for category in categories]
    except NotSetUp:
        subjects = []
    units = [(key, filters.named(name)) for key, name in content.unit_names(db.session(), caller.office_id).items()]
    return admin_pages.render(
        "half_year/action.html",
        half=half,
        title=labels.title(half),
        row=row,
        form=form or (_stored(row) if row is not None else FilledForm()),
        units=units,
        subjects=subjects,
        back=_address(half),
    )


def _review_page(row: CorrectiveAction, form: FilledForm | None = None) -> str:
    half = Half(row.half).after
    return admin_pages.render(
        "half_year/review.html",
        row=row,
        form=form or _proposed(row),
        progress=progress_shown.of_actions([row], clock.today())[row.id],
        title=labels.title(half),
        unit=content.unit_names(db.session(), row.office_id).get(row.unit_id),
        due=labels.day(row.due_day),
        back=_address(half),
    )


def _stored(row: CorrectiveAction) -> FilledForm:
    names = ("what_fa", "what_en", "proof_fa", "proof_en", "unit_id", "category_id")
    values = {name: getattr(row, name) for name in names}
    return admin_pages.stored(values | {"due": jalali.short_date(jalali.gregorian(row.due_day))})


def _reviewed(row: CorrectiveAction) -> FilledForm:
    days = {
        name: jalali.short_date(jalali.gregorian(value)) if (value := getattr(row, name)) else ""
        for name in ("done_day", "new_due_day")
    }
    return admin_pages.stored({"outcome": row.outcome, **days, "why_fa": row.why_fa, "why_en": row.why_en})


def _proposed(row: CorrectiveAction) -> FilledForm:
    """The review as stored; before the first one, what its steps say: finished in time or late, and on which day."""
    stored, finished = _reviewed(row), progress.finished_days(db.session(), [row]).get(row.id)
    if row.outcome is not None or finished is None:
        return stored
    outcome = LATE if finished > jalali.gregorian(row.due_day) else KEPT
    stored.values["outcome"], stored.values["done_day"] = outcome, jalali.short_date(finished)
    return stored


def _found(caller: Caller, action_id: int) -> CorrectiveAction:
    row = reports.action(db.session(), caller.office_id, action_id)
    if row is None:
        raise NotFound
    return row


def _address(half: Half) -> str:
    return url_for("manage_half_year.show", half=str(half))
