"""What the device of a trial asks for and says: the test page of a kiosk whose browser prints, and how it went."""

from typing import Annotated

from flask import Blueprint, request
from pydantic import Field
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.setup import trial_queries, trials
from deskq.setup.views.trial_paper import trial_paper
from deskq.web.forms import Form, read_page

blueprint = Blueprint("device_trials", __name__, url_prefix="/devices/trials")


class ResultForm(Form):
    result: Annotated[str, Field(min_length=1, max_length=10)]


@blueprint.get("/printing/<int:number>")
@limiter.limit("30 per minute")
def paper(number: int) -> str:
    caller = _caller("printing")
    found = trial_queries.find(db.session(), caller.office_id, "printing", number)
    if found is None or found.device.id != caller.device_id:
        raise NotFound
    return trial_paper(found.device.office_id)


@blueprint.post("/<any(printing, sound):step>/<int:number>")
@limiter.limit("30 per minute")
def answer(step: str, number: int) -> Response:
    caller = _caller(step)
    result = read_page(ResultForm, request.form).result
    trials.answer(caller.office_id, caller.by, caller.device_id or 0, step, number, result)
    return Response(status=204)


def _caller(step: str) -> Caller:
    """The device itself; ``NotFound`` for every other browser."""
    found = identity.device_caller(trial_queries.KINDS[step])
    if found is None:
        raise NotFound
    return found
