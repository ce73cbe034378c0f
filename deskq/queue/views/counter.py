"""The counter's page. Every button is a form; the page's script posts it and gets the panel rendered again."""

from collections.abc import Callable

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity, sessions
from deskq.access.identity import Caller
from deskq.core import clock, secrets
from deskq.core.errors import Forbidden, NotFound
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import abandoned_counters
from deskq.queue.forms import (
    ActionForm,
    BreakForm,
    CallForm,
    FinishForm,
    MarkForm,
    TicketForm,
    TransferForm,
    WalkInForm,
)
from deskq.queue.hall.forms import HelpForm, ReadForm
from deskq.queue.hall.service import help_calls, lines
from deskq.queue.new_ticket import NewTicket
from deskq.queue.screens.counter.choose import counter_cards
from deskq.queue.screens.counter.queries import counter_panel
from deskq.queue.screens.counter.ticket_lookup import look_up
from deskq.queue.service import assistance, calls, serve
from deskq.queue.service import counters as counters_service
from deskq.queue.service import transfer as transfer_service
from deskq.queue.service import undo as undo_service
from deskq.queue.service.counter_action import CounterAction, Stale
from deskq.queue.service.counters import VisitorHere
from deskq.staff import queries as staff_queries
from deskq.web import filters
from deskq.web.error_handlers import answer, wants_json
from deskq.web.forms import read_page
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("desk", __name__, url_prefix="/counters")


@blueprint.before_request
def check_right() -> None:
    """The right is checked before the input."""
    identity.require("counter.work")


@blueprint.get("")
def choose() -> str:
    caller = identity.require("counter.work")
    session = db.session()
    abandoned = abandoned_counters.abandoned(session, caller.office_id, clock.now(), sessions.longest_idle())
    cards = counter_cards(session, caller.office_id, caller.person_id, abandoned)
    name = filters.named(staff_queries.names(session, caller.office_id).get(caller.person_id or 0))
    return render_template("desk/choose.html", office=_office_name(caller), counters=cards, person_name=name)


@blueprint.get("/<int:number>")
def show(number: int) -> str | Response:
    caller = identity.require("counter.work")
    counter = _counter(caller, number)
    if counter.clerk_id not in (None, caller.person_id):
        return redirect(url_for("desk.choose"), 303)
    held = office_queries.counter_of(db.session(), caller.person_id or 0)
    if held is not None and held.id != counter.id:
        return redirect(url_for("desk.show", number=held.number), 303)
    names = staff_queries.names(db.session(), caller.office_id)
    person = {"id": caller.person_id, "name": filters.named(names.get(caller.person_id or 0))}
    return render_template(
        "desk/show.html", panel=counter_panel(db.session(), counter.office_id, counter.id), person=person
    )


@blueprint.get("/<int:number>/panel")
def fragment(number: int) -> Response:
    """The panel, for a page that polls while its socket is disconnected."""
    caller = identity.require("counter.work")
    counter = _counter(caller, number)
    if counter.clerk_id not in (None, caller.person_id):
        raise Forbidden
    return _panel(counter)


@blueprint.get("/<int:number>/finding")
def find(number: int) -> Response:
    """The ticket with the number typed by the clerk."""
    caller = identity.require("counter.work")
    counter = _counter(caller, number)
    if counter.clerk_id != caller.person_id:
        raise Forbidden
    shown = look_up(db.session(), counter, request.args.get("code", "")[:20])
    why = sentence(shown.found.refusal) if shown.found and shown.found.refusal else ""
    return jsonify(html=render_template("desk/_found_ticket.html", finding=shown, why=why))


@blueprint.post("/<int:number>/opening")
def open_counter(number: int) -> Response:
    form = read_page(ActionForm, request.form)
    return run(number, form, lambda action: counters_service.open_counter(action, sessions.longest_idle()))


@blueprint.post("/<int:number>/break")
def break_counter(number: int) -> Response:
    form = read_page(BreakForm, request.form)
    return run(number, form, lambda action: counters_service.break_counter(action, form.minutes))


@blueprint.post("/<int:number>/closing")
def close_counter(number: int) -> Response:
    return run(number, read_page(ActionForm, request.form), counters_service.close_counter)


@blueprint.post("/<int:number>/calls")
def create_call(number: int) -> Response:
    form = read_page(CallForm, request.form)
    return run(number, form, lambda action: calls.call_next(action, form.ticket, form.finish))


@blueprint.post("/<int:number>/walk-in")
def serve_walk_in(number: int) -> Response:
    """Serve a visitor who stands at the counter without a ticket."""
    form = read_page(WalkInForm, request.form)
    new = NewTicket(form.service, secrets.new(), by_staff=True)
    return run(number, form, lambda action: calls.serve_walk_in(action, new))


@blueprint.post("/<int:number>/recall")
def recall(number: int) -> Response:
    return run(number, read_page(ActionForm, request.form), calls.recall)


@blueprint.post("/<int:number>/service")
def start(number: int) -> Response:
    return run(number, read_page(ActionForm, request.form), serve.start)


@blueprint.post("/<int:number>/fetching")
def fetch(number: int) -> Response:
    return run(number, read_page(ActionForm, request.form), assistance.escort)


@blueprint.post("/<int:number>/in-person")
def mark(number: int) -> Response:
    form = read_page(MarkForm, request.form)
    return run(number, form, lambda action: assistance.set_in_person(action, form.ticket, form.in_person))


@blueprint.post("/<int:number>/absence")
def miss(number: int) -> Response:
    return run(number, read_page(ActionForm, request.form), serve.mark_absent)


@blueprint.post("/<int:number>/hold")
def hold(number: int) -> Response:
    return run(number, read_page(ActionForm, request.form), serve.hold)


@blueprint.post("/<int:number>/put-back")
def put_back(number: int) -> Response:
    return run(number, read_page(ActionForm, request.form), serve.requeue)


@blueprint.post("/<int:number>/resumption")
def resume(number: int) -> Response:
    form = read_page(TicketForm, request.form)
    return run(number, form, lambda action: serve.resume(action, form.ticket))


@blueprint.post("/<int:number>/return")
def send_back(number: int) -> Response:
    form = read_page(TicketForm, request.form)
    return run(number, form, lambda action: serve.send_back(action, form.ticket))


@blueprint.post("/<int:number>/transfer")
def transfer(number: int) -> Response:
    form = read_page(TransferForm, request.form)
    where = form.service, form.counter, form.unserved_because, form.clerk
    return run(number, form, lambda action: transfer_service.transfer(action, *where))


@blueprint.post("/<int:number>/completion")
def finish(number: int) -> Response:
    form = read_page(FinishForm, request.form)
    return run(number, form, lambda action: serve.finish(action, form.outcome, form.served))


@blueprint.post("/<int:number>/help")
def call_for_help(number: int) -> Response:
    form = read_page(HelpForm, request.form)
    return run(number, form, help_calls.ask if form.needed else help_calls.withdraw)


@blueprint.post("/<int:number>/line")
def read_line(number: int) -> Response:
    """The clerk has read a line of text from the hall page."""
    form = read_page(ReadForm, request.form)
    return run(number, form, lambda action: lines.mark_read(action, form.line))


@blueprint.post("/<int:number>/undo")
def undo(number: int) -> Response:
    return run(number, read_page(ActionForm, request.form), undo_service.undo)


@blueprint.app_errorhandler(VisitorHere)
def ask_before_leaving(refusal: VisitorHere) -> Response | tuple[str, int]:
    """The page shown to a clerk who signs out, on any page, while a visitor is at their counter."""
    if wants_json():
        return answer(refusal)
    db.session.rollback()
    return render_template("desk/leaving.html", told=sentence(refusal), visitor=refusal.values), refusal.status


def run(number: int, form: ActionForm, do: Callable[[CounterAction], object]) -> Response:
    """Run the action and answer with the panel; an action on an old revision does nothing."""
    caller = identity.require("counter.work")
    counter = _counter(caller, number)
    try:
        do(CounterAction(caller.office_id, caller.by, counter.id, caller.person_id, form.turn))
    except Stale:
        db.session.rollback()
    return _panel(counter)


def _panel(counter: Counter) -> Response:
    if "X-Fragment" not in request.headers and request.method == "POST":
        return redirect(url_for("desk.show", number=counter.number), 303)
    shown = counter_panel(db.session(), counter.office_id, counter.id)
    html = render_template("desk/_panel.html", panel=shown)
    return jsonify(version=shown.version, at=clock.now().isoformat(), html=html)


def _counter(caller: Caller, number: int) -> Counter:
    found = office_queries.counter_by_number(db.session(), caller.office_id, number)
    if found is None:
        raise NotFound
    return found


def _office_name(caller: Caller) -> Name:
    return config_cache.of(db.session(), caller.office_id).office.name
