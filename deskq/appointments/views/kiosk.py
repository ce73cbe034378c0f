"""At the kiosk: six digits on a number pad, then the token, or one sentence that says when."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.appointments import rules
from deskq.appointments.forms import CodeForm
from deskq.appointments.views import arriving
from deskq.errors import BadFields, Refused
from deskq.extensions import db, limiter
from deskq.forms import read_page
from deskq.identity import Caller
from deskq.office import catalogue
from deskq.queue.views import kiosk
from deskq.refusals import sentence
from deskq.web import language

blueprint = Blueprint("kiosk_appointment", __name__, url_prefix="/kiosk/appointment")
blueprint.before_request(kiosk.belongs)


def _caller() -> Caller:
    caller: Caller = g.caller
    return caller


def _kiosk_key() -> str:
    kiosk_now = g.get("caller")
    return f"kiosk code {kiosk_now.device_id}" if kiosk_now else f"kiosk code {request.remote_addr}"


@blueprint.get("")
def ask() -> str:
    return _page()


@blueprint.post("")
@limiter.limit("12 per minute", key_func=_kiosk_key)
def check_in() -> Response | tuple[str, int]:
    """Few tries a minute: a code is short, and nobody should find another's by trying."""
    try:
        arrival = arriving.check_in(_caller(), read_page(CodeForm, request.form), language())
    except BadFields as refusal:
        return _page(sentence(rules.WrongCode())), refusal.status
    except Refused as refusal:
        db.session.rollback()
        return _page(sentence(refusal), refusal.slug), refusal.status
    return redirect(url_for("kiosk.ticket", token=arrival.token), 303)


def _page(problem: str = "", slug: str = "") -> str:
    caller = _caller()
    office = catalogue.of(db.session(), caller.office_id).office.name
    return render_template("appointments/kiosk.html", office=office, problem=problem, slug=slug)
