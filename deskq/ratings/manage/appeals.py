"""The inspectorate reads appeals with the rating they are about, if there is one, and decides."""

from typing import Annotated, Literal

from flask import Blueprint, request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response

from deskq import clock, identity, managing
from deskq.extensions import db
from deskq.forms import Form, read_page
from deskq.managing import Filled
from deskq.office import catalogue
from deskq.ratings import appeal_queries, appealing, appeals, questionnaire, rules
from deskq.ratings.manage import naming

blueprint = Blueprint("manage_appeals", __name__, url_prefix="/manage/ratings/appeals")
ACT = "appeals.decide"


class VerdictForm(Form):
    verdict: Literal["upheld", "not_upheld"]
    ground: Annotated[str, Field(max_length=20)] = ""
    reason: Annotated[str, Field(min_length=1, max_length=appeals.LONGEST)]


@blueprint.get("")
def index() -> str:
    caller = identity.require(ACT)
    rows = appeal_queries.listed(db.session(), caller.office_id, clock.now())
    return managing.draw("manage/appeals.html", rows=rows, short=naming.jalali_short)


@blueprint.get("/<int:appeal_id>")
def show(appeal_id: int) -> str:
    identity.require(ACT)
    return _page(appeal_id, managing.filled({}))


@blueprint.post("/<int:appeal_id>/decision")
def decide(appeal_id: int) -> Response | tuple[str, int]:
    caller = identity.require(ACT)
    assert caller.person_id is not None
    person = caller.person_id
    appeal_queries.opened(db.session(), caller.office_id, appeal_id, clock.now())

    def do() -> str:
        form = read_page(VerdictForm, request.form)
        verdict = appealing.Verdict(form.verdict == "upheld", form.ground, form.reason)
        appealing.decide(caller.office_id, person, appeal_id, verdict)
        managing.done(gettext("The appeal is decided; the clerk reads whether it was upheld, and nothing else."))
        return url_for("manage_appeals.index")

    return managing.submit(do, lambda form: _page(appeal_id, form))


def _page(appeal_id: int, form: Filled) -> str:
    caller = identity.require(ACT)
    found = appeal_queries.opened(db.session(), caller.office_id, appeal_id, clock.now())
    about = catalogue.of(db.session(), caller.office_id)
    return managing.draw(
        "manage/appeal.html",
        found=found,
        form=form,
        own=found.row.person_id == caller.person_id,
        service=about.services[found.visit.service_id].name,
        ending=naming.ENDINGS.get(rules.ending(found.visit) or ""),
        grounds=appeals.GROUNDS,
        reasons=questionnaire.REASONS,
        faces=naming.FACES,
        sources=naming.SOURCES,
        marks=naming.MARKS,
        short=naming.jalali_short,
        longest=appeals.LONGEST,
    )
