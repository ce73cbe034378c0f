"""The inspectorate reads appeals with the rating they are about, if there is one, and decides."""

from typing import Annotated, Literal

from flask import Blueprint, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.ratings import appeal_queries, appeal_rules, appeal_service, questionnaire, rules
from deskq.ratings.admin import labels
from deskq.web.forms import Form, read_page

blueprint = Blueprint("manage_appeals", __name__, url_prefix="/manage/ratings/appeals")
ACT = "appeals.decide"


class VerdictForm(Form):
    verdict: Literal["upheld", "not_upheld"]
    ground: Annotated[str, Field(max_length=20)] = ""
    reason: Annotated[str, Field(min_length=1, max_length=appeal_rules.LONGEST)]


@blueprint.get("")
def index() -> str:
    caller = identity.require(ACT)
    rows = appeal_queries.listed(db.session(), caller.office_id, clock.now())
    return admin_pages.draw("manage/appeals.html", rows=rows, short=labels.jalali_short)


@blueprint.get("/<int:appeal_id>")
def show(appeal_id: int) -> str:
    identity.require(ACT)
    return _page(appeal_id, admin_pages.filled({}))


@blueprint.post("/<int:appeal_id>/decision")
def decide(appeal_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    assert caller.person_id is not None
    person = caller.person_id
    appeal_queries.opened(db.session(), caller.office_id, appeal_id, clock.now())

    def do() -> str:
        form = read_page(VerdictForm, request.form)
        verdict = appeal_service.Verdict(form.verdict == "upheld", form.ground, form.reason)
        appeal_service.decide(caller.office_id, person, appeal_id, verdict)
        admin_pages.done(gettext("Appeal decided. The clerk only sees whether it was upheld."))
        return url_for("manage_appeals.index")

    return admin_pages.submit(do, lambda form: _page(appeal_id, form))


def _page(appeal_id: int, form: FilledForm) -> str:
    caller = identity.require(ACT)
    found = appeal_queries.opened(db.session(), caller.office_id, appeal_id, clock.now())
    about = config_cache.of(db.session(), caller.office_id)
    return admin_pages.draw(
        "manage/appeal.html",
        found=found,
        form=form,
        own=found.row.person_id == caller.person_id,
        service=about.services[found.visit.service_id].name,
        ending=labels.ENDINGS.get(rules.ending(found.visit) or ""),
        grounds=appeal_rules.GROUNDS,
        reasons=questionnaire.REASONS,
        faces=labels.FACES,
        sources=labels.SOURCES,
        marks=labels.MARKS,
        short=labels.jalali_short,
        longest=appeal_rules.LONGEST,
    )
