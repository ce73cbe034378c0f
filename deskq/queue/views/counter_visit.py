"""More buttons of the counter's page (blueprint of counter.py): next service, keep a ticket overnight, notes."""

from flask import request
from werkzeug.wrappers import Response

from deskq.queue.forms import CounterNoteForm, KeepForm, SwitchForm
from deskq.queue.notes import service as notes
from deskq.queue.service import keep, switch
from deskq.queue.views.counter import blueprint, run
from deskq.web.forms import read_page


@blueprint.post("/<int:number>/next-service")
def next_service(number: int) -> Response:
    form = read_page(SwitchForm, request.form)
    return run(number, form, lambda action: switch.next_service(action, form.service, form.outcome))


@blueprint.post("/<int:number>/keeping")
def keep_ticket(number: int) -> Response:
    form = read_page(KeepForm, request.form)
    return run(number, form, lambda action: keep.keep(action, form.reason, form.ticket))


@blueprint.post("/<int:number>/notes")
def add_note(number: int) -> Response:
    """A note does not depend on the counter's revision, so it is added even if the counter has changed meanwhile."""
    form = read_page(CounterNoteForm, request.form)
    return run(number, form, lambda action: notes.add(action.office_id, action.by, form.ticket, form.text))
