"""Actions of a supervisor on the hall page. Each answers with that page, with a message and an undo button."""

import json
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.office.sent_forms import once
from deskq.office.today import rules as today_rules
from deskq.office.today import service as today
from deskq.queue.forms import NoFields
from deskq.queue.hall.forms import CloseServiceForm, CounterActForm, LineForm, UndoForm
from deskq.queue.hall.service import counters, help_calls, lines
from deskq.queue.service import counters as counter_commands
from deskq.staff import queries as staff_queries
from deskq.web import filters
from deskq.web.forms import read_page

blueprint = Blueprint("hall_actions", __name__, url_prefix="/manage/hall")
ACT = "counter.assign"
#: Category of the flashed message about an action, with its undo button.
DONE = "hall"
CHOOSE = N_("Please choose.")
FILL_IN = N_("Please fill in this field.")


@blueprint.before_request
def check_right() -> None:
    """The right is checked before the input."""
    identity.require(ACT)


@blueprint.post("/counters/<int:number>/opening")
def open_counter(number: int) -> Response:
    caller, counter = _counter(number)
    form = read_page(CounterActForm, request.form)
    clerk = counter.clerk_id or form.clerk
    if clerk is None:
        raise InvalidInput({"clerk": CHOOSE})
    _check_clerk(caller, clerk)
    done = counters.open_for(caller.office_id, caller.by, counter.id, clerk)
    return _done(gettext("Counter %(number)s is open.", number=_digits(number)), *_undo(done))


@blueprint.post("/counters/<int:number>/break")
def break_counter(number: int) -> Response:
    caller, counter = _counter(number)
    form = read_page(CounterActForm, request.form)
    if form.minutes is None:
        raise InvalidInput({"minutes": CHOOSE})
    done = counters.take_break(caller.office_id, caller.by, counter.id, form.minutes)
    return _done(gettext("Counter %(number)s is on break.", number=_digits(number)), *_undo(done))


@blueprint.post("/counters/<int:number>/closing")
def close_counter(number: int) -> Response:
    caller, counter = _counter(number)
    read_page(CounterActForm, request.form)
    done = counter_commands.free_counter(caller.office_id, caller.by, counter.id)
    return _done(gettext("Counter %(number)s is closed.", number=_digits(number)), *_undo(done))


@blueprint.post("/counters/<int:number>/undo")
def undo_counter(number: int) -> Response:
    caller, counter = _counter(number)
    form = read_page(UndoForm, request.form)
    counters.undo_own(caller.office_id, caller.by, counter.id, form.revision_after)
    return _done(gettext("Undone. Counter %(number)s is as it was before.", number=_digits(number)))


@blueprint.post("/counters/<int:number>/help")
def answer_help(number: int) -> Response:
    caller, counter = _counter(number)
    read_page(NoFields, request.form)
    help_calls.answer(caller.office_id, caller.by, counter.id)
    words = gettext("Counter %(number)s sees that somebody is on the way.", number=_digits(number))
    return _done(words, url_for("hall_actions.undo_help", number=number))


@blueprint.post("/counters/<int:number>/help/undo")
def undo_help(number: int) -> Response:
    caller, counter = _counter(number)
    read_page(NoFields, request.form)
    help_calls.ask_again(caller.office_id, caller.by, counter.id)
    return _done(gettext("Undone. Counter %(number)s is still waiting for help.", number=_digits(number)))


@blueprint.post("/loans")
def lend() -> Response:
    """Lend a clerk to a service for today."""
    caller = identity.require(ACT)
    form = read_page(CounterActForm, request.form)
    if form.service is None or form.clerk is None:
        raise InvalidInput({"service": CHOOSE})
    _check_clerk(caller, form.clerk)
    service = today.lend(caller.office_id, caller.by, form.clerk, form.service)
    names = staff_queries.names(db.session(), caller.office_id)
    words = gettext(
        "Until the end of today %(clerk)s also serves %(service)s.",
        clerk=filters.named(names[form.clerk]),
        service=filters.named(service.name),
    )
    return _done(words, url_for("hall_actions.end_loan", clerk_id=form.clerk, service_id=service.id))


@blueprint.post("/loans/<int:clerk_id>/<int:service_id>/ending")
def end_loan(clerk_id: int, service_id: int) -> Response:
    caller = identity.require(ACT)
    read_page(NoFields, request.form)
    service = today.end_loan(caller.office_id, caller.by, clerk_id, service_id)
    words = gettext("The loan to %(service)s has ended.", service=filters.named(service.name))
    return _done(words, url_for("hall_actions.lend"), {"clerk": clerk_id, "service": service_id})


@blueprint.post("/services/closing")
def close_service() -> Response:
    caller = identity.require(ACT)
    form = read_page(CloseServiceForm, request.form)
    reason = today_rules.reason(form.reason, Name(form.reason_fa, form.reason_en))
    service = today.close_service(caller.office_id, caller.by, form.service, reason)
    words = gettext("%(service)s gives no more tickets today.", service=filters.named(service.name))
    return _done(words, url_for("hall_actions.open_service", service_id=service.id))


@blueprint.post("/services/<int:service_id>/opening")
def open_service(service_id: int) -> Response:
    caller = identity.require(ACT)
    read_page(NoFields, request.form)
    service, reason = today.reopen_service(caller.office_id, caller.by, service_id)
    words = gettext("%(service)s gives tickets again.", service=filters.named(service.name))
    again = {"service": service.id, "reason": today_rules.OTHER, "reason_fa": reason.fa, "reason_en": reason.en}
    return _done(words, url_for("hall_actions.close_service"), again)


@blueprint.post("/counters/<int:number>/line")
def send_line(number: int) -> Response:
    caller = identity.require(ACT)
    form = read_page(CounterActForm, request.form)
    if not form.text:
        raise InvalidInput({"text": FILL_IN})
    return _sent(caller, form.text, number)


@blueprint.post("/lines")
def send_to_all() -> Response:
    return _sent(identity.require(ACT), read_page(LineForm, request.form).text, None)


@blueprint.post("/lines/<int:sequence>/withdrawal")
def withdraw_line(sequence: int) -> Response:
    caller = identity.require(ACT)
    read_page(NoFields, request.form)
    lines.withdraw(caller.office_id, caller.by, sequence)
    return _done(gettext("The line was withdrawn."))


def _sent(caller: Caller, text: str, number: int | None) -> Response:
    sequence = once(caller, lambda: str(lines.send(caller.office_id, caller.by, text, number)))
    if number is None:
        words = gettext("Your line was sent to all counters.")
    else:
        words = gettext("Your line was sent to counter %(number)s.", number=_digits(number))
    return _done(words, url_for("hall_actions.withdraw_line", sequence=sequence))


def _counter(number: int) -> tuple[Caller, Counter]:
    caller = identity.require(ACT)
    found = office_queries.counter_by_number(db.session(), caller.office_id, number)
    if found is None:
        raise NotFound
    return caller, found


def _check_clerk(caller: Caller, clerk_id: int) -> None:
    person = staff_queries.person(db.session(), clerk_id)
    known = person is not None and person.office_id == caller.office_id and person.active
    if not known or not permissions.may(person.role if person else None, "counter.work"):
        raise InvalidInput({"clerk": N_("This person does not work at counters.")})


def _undo(counter: Counter) -> tuple[str, dict[str, int]]:
    return url_for("hall_actions.undo_counter", number=counter.number), {"revision_after": counter.turn}


def _done(words: str, undo: str = "", fields: dict[str, Any] | None = None) -> Response:
    flash(json.dumps({"words": words, "undo": undo, "fields": fields or {}}), DONE)
    return redirect(url_for("manage.hall"), 303)


def _digits(number: int) -> str:
    return str(filters.digits(number))
