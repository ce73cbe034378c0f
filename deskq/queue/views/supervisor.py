"""A supervisor closes a counter that is not theirs."""

from typing import Annotated

from flask import Blueprint, redirect, request, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.service import counters
from deskq.web.forms import Form, read_page

blueprint = Blueprint("hall_desk", __name__, url_prefix="/manage/counters-now")


class FreeForm(Form):
    counter: Annotated[int, Field(ge=1, le=9999)]


@blueprint.post("/closing")
def free() -> Response:
    caller = identity.require("counter.free")
    form = read_page(FreeForm, request.form)
    found = office_queries.counter_by_number(db.session(), caller.office_id, form.counter)
    if found is None:
        raise NotFound
    counters.free_counter(caller.office_id, caller.by, found.id)
    return redirect(url_for("manage.hall"), 303)
