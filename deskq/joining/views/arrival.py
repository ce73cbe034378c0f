""" "I am here": on the ticket's page by the digits at the door or by distance; at the kiosk by phone number."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity, limit_keys
from deskq.core import actors, clock
from deskq.core.errors import DomainError, InvalidInput
from deskq.core.extensions import db, limiter
from deskq.joining import joined, queries, rules
from deskq.joining.forms import DistanceForm, DoorCodeForm, KioskForm
from deskq.office import config_cache
from deskq.queue.views import kiosk
from deskq.queue.views.phone import find
from deskq.sms import service as sms_service
from deskq.web.forms import read_page
from deskq.web.refusal_sentences import sentence

phone = Blueprint("arrival", __name__, url_prefix="/t")
at_kiosk = Blueprint("kiosk_arrival", __name__, url_prefix="/kiosk/arrival")
at_kiosk.before_request(kiosk.check_device)


@phone.post("/<secret>/arrival/code")
@limiter.limit("10 per minute; 30 per hour", key_func=limit_keys.secret)
@limiter.limit("60 per minute; 300 per hour")
def by_code(secret: str) -> Response:
    """Few tries are allowed, because the short code must not be found by trying."""
    found = find(secret)
    try:
        form = read_page(DoorCodeForm, request.form)
    except InvalidInput:
        raise rules.WrongDoorCode from None
    rules.check_door_code(form.code, joined.door_key(), found.office_id, clock.now())
    joined.arrive(found.office_id, actors.VISITOR, found.id, "code")
    return redirect(url_for("phone.ticket", secret=secret), 303)


@phone.post("/<secret>/arrival/distance")
@limiter.limit("10 per minute", key_func=limit_keys.secret)
@limiter.limit("60 per minute")
def by_distance(secret: str) -> Response:
    """The position of the phone is compared and not stored."""
    found = find(secret)
    form = read_page(DistanceForm, request.form)
    office = config_cache.of(db.session(), found.office_id).office
    here = rules.Point(form.latitude, form.longitude)
    rules.check_distance(here, form.accuracy, rules.point(office.location), office.join_metres)
    joined.arrive(found.office_id, actors.VISITOR, found.id, "distance")
    return redirect(url_for("phone.ticket", secret=secret), 303)


@at_kiosk.get("")
def ask() -> str:
    return _page()


@at_kiosk.post("")
@limiter.limit("12 per minute", key_func=kiosk.device_key)
def create() -> Response | tuple[str, int]:
    caller = identity.current_caller()
    try:
        number = sms_service.read_number(read_page(KioskForm, request.form).code)
        found = queries.joined_of(db.session(), caller.office_id, number)
        if found is None:
            raise rules.NotFromOutside
        joined.arrive(caller.office_id, caller.by, found.id, "kiosk")
    except InvalidInput:
        return _page(sentence(rules.NotFromOutside())), rules.NotFromOutside.status
    except DomainError as refusal:
        db.session.rollback()
        return _page(sentence(refusal)), refusal.status
    return redirect(url_for("kiosk.ticket", secret=joined.secret_of(found.request_key)), 303)


def _page(problem: str = "") -> str:
    office = config_cache.of(db.session(), identity.current_caller().office_id).office.name
    return render_template("joining/kiosk.html", office=office, problem=problem)
