"""Actions of a supervisor on the hall page: close the counter of another person, give a service to idle counters."""

from typing import Annotated

from flask import Blueprint, flash, redirect, request, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.office.service import counters as counter_commands
from deskq.queue.service import counters
from deskq.web.forms import Form, read_page

blueprint = Blueprint("hall_desk", __name__, url_prefix="/manage/counters-now")
Number = Annotated[int, Field(ge=1, le=9999)]
#: Category of the flashed message that offers to take a service back; its text is the value of that button.
GIVEN = "given"


class FreeForm(Form):
    counter: Number


Given = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,8}:[1-9][0-9]{0,3}(,[1-9][0-9]{0,3}){0,49}$")]


class GiveForm(Form):
    """Each field is the value of one button: id of a service and numbers of counters, as "3:4,5". Exactly one is
    sent."""

    give: Given | None = None
    take: Given | None = None


@blueprint.post("/closing")
def free() -> Response:
    caller = identity.require("counter.free")
    form = read_page(FreeForm, request.form)
    found = office_queries.counter_by_number(db.session(), caller.office_id, form.counter)
    if found is None:
        raise NotFound
    counters.free_counter(caller.office_id, caller.by, found.id)
    return redirect(url_for("manage.hall"), 303)


@blueprint.post("/services")
def give() -> Response:
    """Give a service to idle counters, or take it back."""
    caller = identity.require("counter.assign")
    form = read_page(GiveForm, request.form)
    if not (form.give or form.take):
        raise InvalidInput({"give": N_("Please choose.")})
    change = counter_commands.give_service if form.give else counter_commands.take_service
    service, _, numbers = (form.give or form.take or "").partition(":")
    done = change(caller.office_id, caller.by, int(service), [int(number) for number in numbers.split(",")])
    if form.give and done:
        flash(f"{service}:{','.join(map(str, done))}", GIVEN)
    return redirect(url_for("manage.hall"), 303)
