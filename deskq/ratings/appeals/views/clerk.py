"""Page on which a clerk appeals about one of their visits; it never shows whether the visit was rated."""

from typing import Annotated

from flask import Blueprint, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys
from deskq.core import clock
from deskq.core.extensions import db, limiter
from deskq.core.text import jalali
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.office.forms import Day
from deskq.ratings import labels
from deskq.ratings.appeals import queries, rules, service
from deskq.web.forms import Form, read_page

blueprint = Blueprint("appeals", __name__, url_prefix="/account/appeals")
PERMISSION = "ratings.appeal"


class AppealForm(Form):
    day: Day
    code: Annotated[str, Field(min_length=1, max_length=20)]
    why: Annotated[str, Field(min_length=1, max_length=rules.MAX_TEXT_LENGTH)]


@blueprint.get("")
def index() -> str:
    identity.require(PERMISSION)
    today = clock.today()
    return _page(admin_pages.filled({"day": jalali.short_date(today)}))


@blueprint.post("")
@limiter.limit("20 per minute", key_func=limit_keys.person)
def create() -> Response | tuple[str, int]:
    caller = identity.require(PERMISSION)
    assert caller.person_id is not None
    person = caller.person_id

    def do() -> str:
        form = read_page(AppealForm, request.form)
        service.make_appeal(caller.office_id, person, form.day, form.code, form.why)
        admin_pages.done(gettext("Your appeal was sent to the inspectorate. Their decision will appear here."))
        return url_for("appeals.index")

    return admin_pages.submit(do, _page, {rules.NoSuchVisit: "code", rules.TooLateToAppeal: "day"})


def _page(form: FilledForm) -> str:
    caller = identity.require(PERMISSION)
    return admin_pages.render(
        "staff/appeals.html",
        form=form,
        rows=queries.clerk_appeals(db.session(), caller.person_id or 0),
        short=labels.short_date,
        longest=rules.MAX_TEXT_LENGTH,
    )
