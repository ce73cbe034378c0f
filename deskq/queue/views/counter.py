"""The clerk's page: choose a counter, work. Every button is a form; the page's script asks for the panel drawn anew."""

from collections.abc import Callable

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity, sessions
from deskq.access.identity import Caller
from deskq.core import clock
from deskq.core.errors import Forbidden, NotFound
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.office.models import Counter
from deskq.queue import abandoned_counters
from deskq.queue.forms import BreakForm, CallForm, FinishForm, MarkForm, Pressed, TicketForm, TransferForm
from deskq.queue.screens.counter import panel
from deskq.queue.service import assistance, calls, serve
from deskq.queue.service import counters as counters_service
from deskq.queue.service import transfer as transfer_service
from deskq.queue.service import undo as undo_service
from deskq.queue.service.counter_action import CounterAction, Stale
from deskq.queue.service.counters import VisitorHere
from deskq.queue.ticket_lookup import finding
from deskq.staff import queries as staff_queries
from deskq.web.error_handlers import answer, sentence, wants_json
from deskq.web.forms import read_page

blueprint = Blueprint("desk", __name__, url_prefix="/counters")


@blueprint.before_request
def belongs() -> None:
    """Who asks comes before what they ask."""
    identity.require("counter.work")


@blueprint.get("")
def choose() -> str:
    caller = identity.require("counter.work")
    session = db.session()
    names = staff_queries.names(session, caller.office_id)
    left = abandoned_counters.left_alone(session, caller.office_id, clock.now(), sessions.longest_idle())
    counters = office_queries.counters(session, caller.office_id)
    rows = [_row(counter, names, caller) | {"left_at": left.get(counter.id)} for counter in counters]
    return render_template("desk/choose.html", counters=rows, person_name=names.get(caller.person_id or 0, ""))


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
    person = {"id": caller.person_id, "name": names.get(caller.person_id or 0, "")}
    return render_template("desk/show.html", panel=panel(db.session(), counter.id), person=person)


@blueprint.get("/<int:number>/panel")
def fragment(number: int) -> Response:
    """The panel again, for a page whose line is down."""
    caller = identity.require("counter.work")
    counter = _counter(caller, number)
    if counter.clerk_id not in (None, caller.person_id):
        raise Forbidden
    return _drawn(counter)


@blueprint.get("/<int:number>/finding")
def find(number: int) -> Response:
    """Who has the number that was typed, for the question on the page."""
    caller = identity.require("counter.work")
    counter = _counter(caller, number)
    if counter.clerk_id != caller.person_id:
        raise Forbidden
    shown = finding(db.session(), counter, request.args.get("code", "")[:20])
    why = sentence(shown.found.refusal) if shown.found and shown.found.refusal else ""
    return jsonify(html=render_template("desk/_found.html", finding=shown, why=why))


@blueprint.post("/<int:number>/opening")
def open_counter(number: int) -> Response:
    form = read_page(Pressed, request.form)
    return _press(number, form, lambda press: counters_service.open_counter(press, sessions.longest_idle()))


@blueprint.post("/<int:number>/break")
def break_counter(number: int) -> Response:
    form = read_page(BreakForm, request.form)
    return _press(number, form, lambda press: counters_service.break_counter(press, form.minutes))


@blueprint.post("/<int:number>/closing")
def close_counter(number: int) -> Response:
    return _press(number, read_page(Pressed, request.form), counters_service.close_counter)


@blueprint.post("/<int:number>/calls")
def create_call(number: int) -> Response:
    form = read_page(CallForm, request.form)
    return _press(number, form, lambda press: calls.call_next(press, form.ticket, form.finish))


@blueprint.post("/<int:number>/recall")
def recall(number: int) -> Response:
    return _press(number, read_page(Pressed, request.form), calls.recall)


@blueprint.post("/<int:number>/service")
def start(number: int) -> Response:
    return _press(number, read_page(Pressed, request.form), serve.start)


@blueprint.post("/<int:number>/fetching")
def fetch(number: int) -> Response:
    return _press(number, read_page(Pressed, request.form), assistance.escort)


@blueprint.post("/<int:number>/in-person")
def mark(number: int) -> Response:
    form = read_page(MarkForm, request.form)
    return _press(number, form, lambda press: assistance.mark(press, form.ticket, form.in_person))


@blueprint.post("/<int:number>/absence")
def miss(number: int) -> Response:
    return _press(number, read_page(Pressed, request.form), serve.mark_absent)


@blueprint.post("/<int:number>/hold")
def hold(number: int) -> Response:
    return _press(number, read_page(Pressed, request.form), serve.hold)


@blueprint.post("/<int:number>/put-back")
def put_back(number: int) -> Response:
    return _press(number, read_page(Pressed, request.form), serve.requeue)


@blueprint.post("/<int:number>/resumption")
def resume(number: int) -> Response:
    form = read_page(TicketForm, request.form)
    return _press(number, form, lambda press: serve.resume(press, form.ticket))


@blueprint.post("/<int:number>/return")
def send_back(number: int) -> Response:
    form = read_page(TicketForm, request.form)
    return _press(number, form, lambda press: serve.send_back(press, form.ticket))


@blueprint.post("/<int:number>/transfer")
def transfer(number: int) -> Response:
    form = read_page(TransferForm, request.form)
    return _press(number, form, lambda press: transfer_service.transfer(press, form.service, form.counter))


@blueprint.post("/<int:number>/completion")
def finish(number: int) -> Response:
    form = read_page(FinishForm, request.form)
    return _press(number, form, lambda press: serve.finish(press, form.outcome, form.served))


@blueprint.post("/<int:number>/undo")
def undo(number: int) -> Response:
    return _press(number, read_page(Pressed, request.form), undo_service.undo)


@blueprint.app_errorhandler(VisitorHere)
def ask_before_leaving(refusal: VisitorHere) -> Response | tuple[str, int]:
    """Whoever signs out, from whatever page, while a visitor is at their counter."""
    if wants_json():
        return answer(refusal)
    db.session.rollback()
    return render_template("desk/leaving.html", told=sentence(refusal), visitor=refusal.values), refusal.status


def _press(number: int, form: Pressed, do: Callable[[CounterAction], object]) -> Response:
    """Do it; a press on an old picture does nothing and shows the new one."""
    caller = identity.require("counter.work")
    counter = _counter(caller, number)
    try:
        do(CounterAction(caller.office_id, caller.by, counter.id, caller.person_id, form.turn))
    except Stale:
        db.session.rollback()
    return _drawn(counter)


def _drawn(counter: Counter) -> Response:
    if "X-Fragment" not in request.headers and request.method == "POST":
        return redirect(url_for("desk.show", number=counter.number), 303)
    shown = panel(db.session(), counter.id)
    html = render_template("desk/_panel.html", panel=shown)
    return jsonify(version=shown.version, at=clock.now().isoformat(), html=html)


def _counter(caller: Caller, number: int) -> Counter:
    found = office_queries.counter_by_number(db.session(), caller.office_id, number)
    if found is None:
        raise NotFound
    return found


def _row(counter: Counter, names: dict[int, str], caller: Caller) -> dict[str, object]:
    return {
        "id": counter.id,
        "place": counter.place,
        "name": counter.name,
        "status": counter.status,
        "clerk": names.get(counter.clerk_id or 0),
        "mine": counter.clerk_id is not None and counter.clerk_id == caller.person_id,
    }
