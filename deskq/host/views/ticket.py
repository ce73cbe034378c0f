"""One ticket on the host's pages: correct it, add a note, fetch or help its visitor, remove it from the queue, print
it, store a number for SMS."""

from collections.abc import Callable

from flask import redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.host import queries
from deskq.host.forms import AmendForm, NoteForm, PhoneForm
from deskq.host.views.hall import ACT, blueprint
from deskq.office import admin_pages, config_cache
from deskq.printing.views import reprint
from deskq.queue import queries as queue_queries
from deskq.queue.forms import NoFields
from deskq.queue.notes import queries as note_queries
from deskq.queue.notes import service as notes
from deskq.queue.service import cancel, in_hall
from deskq.queue.service.in_hall import Amendment
from deskq.sms import service as sms_service
from deskq.web.forms import read_page
from deskq.web.refusal_sentences import STATE_NAMES


@blueprint.get("/tickets/<int:ticket_id>")
def ticket(ticket_id: int) -> str:
    caller = identity.require(ACT)
    session = db.session()
    shown = queries.ticket(session, caller.office_id, ticket_id)
    if shown is None:
        raise NotFound
    config = config_cache.of(session, caller.office_id)
    return admin_pages.render(
        "host/ticket.html",
        ticket=shown,
        states=STATE_NAMES,
        services=[(row.code, row.name) for row in config.offered],
        classes=queries.classes(config),
        notes=note_queries.notes(session, caller.office_id, ticket_id),
    )


@blueprint.post("/tickets/<int:ticket_id>/changes")
def amend(ticket_id: int) -> Response:
    caller = _caller(ticket_id)
    form = read_page(AmendForm, request.form)
    changes = Amendment(form.service, form.priority, form.language, form.group_size, form.in_person)
    return _run(ticket_id, lambda: in_hall.amend(caller.office_id, caller.by, ticket_id, changes), gettext("Saved."))


@blueprint.post("/tickets/<int:ticket_id>/fetching")
def fetch(ticket_id: int) -> Response:
    caller = _caller(ticket_id, NoFields)
    done = gettext("The counter sees that you went to the visitor.")
    return _run(ticket_id, lambda: in_hall.escort(caller.office_id, caller.by, ticket_id), done)


@blueprint.post("/tickets/<int:ticket_id>/answer")
def answer(ticket_id: int) -> Response:
    caller = _caller(ticket_id, NoFields)
    done = gettext("Helped on the spot.")
    return _run(ticket_id, lambda: in_hall.answer(caller.office_id, caller.by, caller.person_id, ticket_id), done)


@blueprint.post("/tickets/<int:ticket_id>/cancellation")
def take_out(ticket_id: int) -> Response:
    caller = _caller(ticket_id, NoFields)
    done = gettext("The ticket was removed from the queue.")
    return _run(ticket_id, lambda: cancel.cancel(caller.office_id, ticket_id, caller.by), done)


@blueprint.post("/tickets/<int:ticket_id>/return")
def bring_back(ticket_id: int) -> Response:
    """Undo the removal from the queue, within the office's undo time."""
    caller = _caller(ticket_id, NoFields)
    done = gettext("The ticket is back at its place.")
    return _run(ticket_id, lambda: cancel.rejoin(caller.office_id, ticket_id, caller.by), done)


@blueprint.post("/tickets/<int:ticket_id>/notes")
def add_note(ticket_id: int) -> Response:
    caller = _caller(ticket_id)
    text = read_page(NoteForm, request.form).text
    return _run(ticket_id, lambda: notes.add(caller.office_id, caller.by, ticket_id, text), gettext("Saved."))


@blueprint.post("/notes/<int:note_id>/removal")
def remove_note(note_id: int) -> Response:
    caller = identity.require(ACT)
    read_page(NoFields, request.form)
    ticket_id = notes.remove(caller.office_id, caller.by, note_id)
    admin_pages.done(gettext("The note was removed."))
    return redirect(url_for("host.ticket", ticket_id=ticket_id), 303)


@blueprint.post("/tickets/<int:ticket_id>/paper")
def print_ticket(ticket_id: int) -> Response:
    caller = _caller(ticket_id, NoFields)
    return _run(ticket_id, lambda: reprint(caller, ticket_id), gettext("The ticket is being printed."))


@blueprint.post("/tickets/<int:ticket_id>/phone")
def keep_number(ticket_id: int) -> Response:
    caller = _caller(ticket_id)
    number = sms_service.read_number(read_page(PhoneForm, request.form).phone)
    done = gettext("We will text this visitor.")
    return _run(ticket_id, lambda: sms_service.store_number(caller.office_id, caller.by, ticket_id, number), done)


def _caller(ticket_id: int, form: type[NoFields] | None = None) -> Caller:
    """The caller. Raises unless the ticket belongs to their office, and for unknown fields of a form without fields."""
    caller = identity.require(ACT)
    if queue_queries.ticket_of(db.session(), caller.office_id, ticket_id) is None:
        raise NotFound
    if form is not None:
        read_page(form, request.form)
    return caller


def _run(ticket_id: int, do: Callable[[], object], done: str) -> Response:
    do()
    admin_pages.done(done)
    return redirect(url_for("host.ticket", ticket_id=ticket_id), 303)
