"""A clerk objects to whatever was said of a visit of theirs; the page never tells whether anything was."""

from typing import Annotated

from flask import Blueprint, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import clock
from deskq.core.extensions import db, limiter
from deskq.core.text import jalali
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.office.forms import Day
from deskq.ratings import appeal_queries, appeal_rules, appeal_service
from deskq.ratings.admin import labels
from deskq.web.forms import Form, read_page

blueprint = Blueprint("appeals", __name__, url_prefix="/account/appeals")
ACT = "ratings.appeal"


class AppealForm(Form):
    day: Day
    code: Annotated[str, Field(min_length=1, max_length=20)]
    why: Annotated[str, Field(min_length=1, max_length=appeal_rules.LONGEST)]


@blueprint.get("")
def index() -> str:
    identity.require(ACT)
    today = clock.now().astimezone(clock.zone()).date()
    return _page(admin_pages.filled({"day": jalali.short_date(today)}))


@blueprint.post("")
@limiter.limit("20 per minute")
def create() -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    assert caller.person_id is not None
    person = caller.person_id

    def do() -> str:
        form = read_page(AppealForm, request.form)
        appeal_service.appeal(caller.office_id, person, form.day, form.code, form.why)
        admin_pages.done(gettext("Your appeal was sent to the inspectorate. Their decision will appear here."))
        return url_for("appeals.index")

    return admin_pages.submit(do, _page, {appeal_rules.NoSuchVisit: "code", appeal_rules.TooLateToAppeal: "day"})


def _page(form: FilledForm) -> str:
    caller = identity.require(ACT)
    return admin_pages.draw(
        "staff/appeals.html",
        form=form,
        rows=appeal_queries.own(db.session(), caller.person_id or 0),
        short=labels.jalali_short,
        longest=appeal_rules.LONGEST,
    )
