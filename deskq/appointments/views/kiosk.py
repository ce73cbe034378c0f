"""Check-in at the kiosk: six digits on a number pad, then the ticket, or a sentence that says when."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access.identity import Caller
from deskq.appointments import rules
from deskq.appointments.forms import CodeForm
from deskq.appointments.views import check_in as check_in_views
from deskq.core import client_address
from deskq.core.errors import DomainError, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.office import config_cache
from deskq.queue.views import kiosk
from deskq.web.error_handlers import sentence
from deskq.web.forms import read_page
from deskq.web.i18n import language

blueprint = Blueprint("kiosk_appointment", __name__, url_prefix="/kiosk/appointment")
blueprint.before_request(kiosk.check_device)


def _caller() -> Caller:
    caller: Caller = g.caller
    return caller


def _kiosk_key() -> str:
    kiosk_now = g.get("caller")
    return f"kiosk code {kiosk_now.device_id}" if kiosk_now else f"kiosk code {client_address.network()}"


@blueprint.get("")
def ask() -> str:
    return _page()


@blueprint.post("")
@limiter.limit("12 per minute", key_func=_kiosk_key)
def check_in() -> Response | tuple[str, int]:
    """Few tries a minute, because a code is short and must not be found by trying."""
    try:
        arrival = check_in_views.check_in(_caller(), read_page(CodeForm, request.form), language())
    except InvalidInput as refusal:
        return _page(sentence(rules.WrongCode())), refusal.status
    except DomainError as refusal:
        db.session.rollback()
        return _page(sentence(refusal), refusal.slug), refusal.status
    return redirect(url_for("kiosk.ticket", secret=arrival.secret), 303)


def _page(problem: str = "", slug: str = "") -> str:
    caller = _caller()
    office = config_cache.of(db.session(), caller.office_id).office.name
    return render_template("appointments/kiosk.html", office=office, problem=problem, slug=slug)
