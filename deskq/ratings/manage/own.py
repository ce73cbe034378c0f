"""A clerk objects to whatever was said of a visit of theirs; the page never tells whether anything was."""

from typing import Annotated

from flask import Blueprint, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response

from deskq import clock, identity, managing, persian
from deskq.extensions import db, limiter
from deskq.forms import Form, read_page
from deskq.managing import Filled
from deskq.office.forms import Day
from deskq.ratings import appeal_queries, appealing, appeals
from deskq.ratings.manage import naming

blueprint = Blueprint("appeals", __name__, url_prefix="/account/appeals")
ACT = "ratings.appeal"


class AppealForm(Form):
    day: Day
    code: Annotated[str, Field(min_length=1, max_length=20)]
    why: Annotated[str, Field(min_length=1, max_length=appeals.LONGEST)]


@blueprint.get("")
def index() -> str:
    identity.require(ACT)
    today = clock.now().astimezone(clock.zone()).date()
    return _page(managing.filled({"day": persian.short_date(today)}))


@blueprint.post("")
@limiter.limit("20 per minute")
def create() -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    assert caller.person_id is not None
    person = caller.person_id

    def do() -> str:
        form = read_page(AppealForm, request.form)
        appealing.appeal(caller.office_id, person, form.day, form.code, form.why)
        managing.done(gettext("Your appeal is with the inspectorate. What they decided will stand here."))
        return url_for("appeals.index")

    return managing.submit(do, _page, {appeals.NoSuchVisit: "code", appeals.TooLateToAppeal: "day"})


def _page(form: Filled) -> str:
    caller = identity.require(ACT)
    return managing.draw(
        "staff/appeals.html",
        form=form,
        rows=appeal_queries.own(db.session(), caller.person_id or 0),
        short=naming.jalali_short,
        longest=appeals.LONGEST,
    )
