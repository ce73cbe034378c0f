"""Check-in at the kiosk: six digits on a number pad, then the ticket, or a sentence that says when."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys
from deskq.appointments import rules
from deskq.appointments.forms import CodeForm
from deskq.appointments.views import check_in as check_in_views
from deskq.core.errors import DomainError, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.office import config_cache
from deskq.queue.views import kiosk
from deskq.web.forms import read_page
from deskq.web.i18n import language
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("kiosk_appointment", __name__, url_prefix="/kiosk/appointment")
blueprint.before_request(kiosk.check_device)


def _kiosk_key() -> str:
    return limit_keys.device("kiosk code", identity.current_caller_or_none())


@blueprint.get("")
def ask() -> str:
    return _page()


@blueprint.post("")
@limiter.limit("12 per minute", key_func=_kiosk_key)
def check_in() -> Response | tuple[str, int]:
    """Few tries a minute, because a code is short and must not be found by trying."""
    try:
        arrival = check_in_views.check_in(identity.current_caller(), read_page(CodeForm, request.form), language())
    except InvalidInput as refusal:
        return _page(sentence(rules.WrongCode())), refusal.status
    except DomainError as refusal:
        db.session.rollback()
        return _page(sentence(refusal), refusal.slug), refusal.status
    return redirect(url_for("kiosk.ticket", secret=arrival.secret), 303)


def _page(problem: str = "", slug: str = "") -> str:
    caller = identity.current_caller()
    office = config_cache.of(db.session(), caller.office_id).office.name
    return render_template("appointments/kiosk.html", office=office, problem=problem, slug=slug)
