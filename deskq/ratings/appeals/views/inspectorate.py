"""Pages on which the inspectorate reads appeals, with the rating if there is one, and decides them."""

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
from deskq.ratings import labels, questionnaire
from deskq.ratings import rules as ratings_rules
from deskq.ratings.appeals import queries, rules, service
from deskq.web.forms import Form, read_page

blueprint = Blueprint("manage_appeals", __name__, url_prefix="/manage/ratings/appeals")
PERMISSION = "appeals.decide"


class DecisionForm(Form):
    verdict: Literal["upheld", "not_upheld"]
    ground: Annotated[str, Field(max_length=20)] = ""
    reason: Annotated[str, Field(min_length=1, max_length=rules.MAX_TEXT_LENGTH)]


@blueprint.get("")
def index() -> str:
    caller = identity.require(PERMISSION)
    rows = queries.appeal_list(db.session(), caller.office_id, clock.now())
    return admin_pages.render("manage/appeals.html", rows=rows, short=labels.short_date)


@blueprint.get("/<int:appeal_id>")
def show(appeal_id: int) -> str:
    identity.require(PERMISSION)
    return _page(appeal_id, admin_pages.filled({}))


@blueprint.post("/<int:appeal_id>/decision")
def decide(appeal_id: int) -> Response | tuple[str, int]:
    caller = identity.require(PERMISSION)
    assert caller.person_id is not None
    person = caller.person_id
    queries.appeal_details(db.session(), caller.office_id, appeal_id, clock.now())

    def do() -> str:
        form = read_page(DecisionForm, request.form)
        verdict = service.AppealDecision(form.verdict == "upheld", form.ground, form.reason)
        service.decide(caller.office_id, person, appeal_id, verdict)
        admin_pages.done(gettext("Appeal decided. The clerk only sees whether it was upheld."))
        return url_for("manage_appeals.index")

    return admin_pages.submit(do, lambda form: _page(appeal_id, form))


def _page(appeal_id: int, form: FilledForm) -> str:
    caller = identity.require(PERMISSION)
    found = queries.appeal_details(db.session(), caller.office_id, appeal_id, clock.now())
    config = config_cache.of(db.session(), caller.office_id)
    return admin_pages.render(
        "manage/appeal.html",
        found=found,
        form=form,
        own=found.row.person_id == caller.person_id,
        service=config.services[found.visit.service_id].name,
        ending=labels.ENDINGS.get(ratings_rules.ending(found.visit) or ""),
        grounds=rules.GROUNDS,
        reasons=questionnaire.REASONS,
        faces=labels.FACES,
        sources=labels.SOURCES,
        marks=labels.MARKS,
        short=labels.short_date,
        longest=rules.MAX_TEXT_LENGTH,
    )
