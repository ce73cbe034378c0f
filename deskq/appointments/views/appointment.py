"""The visitor's own appointment, by its link: the code, the calendar file, moving and cancelling."""

from collections.abc import Callable

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from deskq.access import limit_keys
from deskq.appointments import availability, change_rules, place, queries, rules
from deskq.appointments import calendar_file as calendar_file_appointments
from deskq.appointments.availability import Offer
from deskq.appointments.confirmation.rules import UNPROVEN
from deskq.appointments.forms import MoveForm
from deskq.appointments.models import Appointment
from deskq.appointments.service import change
from deskq.appointments.views import booking, confirmation, month_calendar
from deskq.appointments.views.booking import EPOCH, MINUTE
from deskq.appointments.views.own_appointment import ACTIONS_PER_ADDRESS, PER_ADDRESS, find
from deskq.core import clock
from deskq.core.errors import DomainError, InvalidInput, NotFound
from deskq.core.extensions import db, limiter
from deskq.office import config_cache
from deskq.sms import outbox
from deskq.web.forms import read_page
from deskq.web.i18n import language
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("appointment", __name__, url_prefix="/appointments")


@blueprint.get("/<secret>")
@limiter.limit("60 per minute", key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def show(secret: str) -> str:
    found, now = find(secret), clock.now()
    if found.state in UNPROVEN:
        return confirmation.page(secret)
    config = config_cache.of(db.session(), found.office_id)
    policy = queries.policy(db.session(), found.office_id)
    day = clock.local(found.starts_at).date()
    return render_template(
        "appointments/show.html",
        office=config.office.name,
        place=place.of_service(config, found.service_id),
        way_from=place.counter(config, found.service_id),
        service=config.services[found.service_id],
        appointment=found,
        secret=secret,
        texted=outbox.is_on() and policy.tell_booked and found.phone_index is not None,
        policy=policy,
        opens_at=rules.opens_at(found.starts_at, policy),
        changes=_sentence(lambda: change_rules.check_changed(found.state, found.starts_at, now)) is None,
        no_moves=_sentence(lambda: change_rules.check_moves(found.state, found.moves)),
        reason=getattr(queries.withdrawn_day(db.session(), found.office_id, day), "reason", None),
        shut=found.state == "booked" and now < found.starts_at and not config.hours(found.starts_at).open,
    )


def _sentence(check: Callable[[], None]) -> str | None:
    """Why something is refused now; None if it is not."""
    try:
        check()
    except DomainError as refusal:
        return sentence(refusal)
    return None


@blueprint.get("/<secret>/calendar.ics")
@limiter.limit("60 per minute", key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def calendar_file(secret: str) -> Response:
    """The appointment for the phone's calendar; fetched again after a move it replaces the old one."""
    found = find(secret)
    if found.state in UNPROVEN:
        raise NotFound
    config = config_cache.of(db.session(), found.office_id)
    link = f"{current_app.config['PUBLIC_URL']}{url_for('appointment.show', secret=secret)}"
    text = calendar_file_appointments.render(
        found,
        config.services[found.service_id].name,
        [config.office.name, *place.of_service(config, found.service_id)],
        link,
        clock.now(),
        language(),
    )
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return Response(text, headers=headers, mimetype="text/calendar")


@blueprint.post("/<secret>/cancellation")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit(ACTIONS_PER_ADDRESS)
def cancel(secret: str) -> AnyResponse:
    found = find(secret)
    if change.cancel(found.office_id, found.id).state == "released":
        return redirect(url_for("appointments.index"), 303)
    return redirect(url_for("appointment.show", secret=secret), 303)


@blueprint.get("/<secret>/move")
@limiter.limit("60 per minute", key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def days(secret: str) -> str:
    found = find(secret)
    on_offer = _offer(found)
    return render_template(
        "appointments/days.html",
        office=on_offer.config.office.name,
        service=on_offer.service,
        month=month_calendar.month(on_offer, request.args.get("month", "")),
        day_url=lambda day: url_for("appointment.hours", secret=secret, day=day),
        month_url=lambda asked: url_for("appointment.days", secret=secret, month=asked),
        back=url_for("appointment.show", secret=secret),
        moving=found,
    )


@blueprint.get("/<secret>/move/<int:day>")
@limiter.limit("60 per minute", key_func=limit_keys.secret)
@limiter.limit(PER_ADDRESS)
def hours(secret: str, day: int) -> str:
    return _render(secret, find(secret), day)


@blueprint.post("/<secret>/move")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit(ACTIONS_PER_ADDRESS)
def move(secret: str) -> AnyResponse | tuple[str, int]:
    found = find(secret)
    try:
        starts_at = EPOCH + read_page(MoveForm, request.form).starts * MINUTE
    except InvalidInput as refusal:
        return _on_shown_day(secret, found, refusal), refusal.status
    try:
        change.move(found.office_id, found.id, starts_at)
    except (rules.JustTaken, rules.NotOffered) as refusal:
        db.session.rollback()
        day = month_calendar.number(clock.local(starts_at).date())
        return _render(secret, find(secret), day, refusal), refusal.status
    flash(gettext("The time of your appointment has changed."), "done")
    return redirect(url_for("appointment.show", secret=secret), 303)


def _on_shown_day(secret: str, found: Appointment, refusal: DomainError) -> str:
    """The day of the address again if no time was chosen."""
    try:
        return _render(secret, found, request.args.get("day", 0, int), refusal)
    except NotFound:
        raise refusal from None


def _offer(found: Appointment) -> Offer:
    change_rules.check_changed(found.state, found.starts_at, clock.now())
    change_rules.check_moves(found.state, found.moves)
    config = config_cache.of(db.session(), found.office_id)
    on_offer = availability.of(db.session(), config, config.services[found.service_id], clock.now())
    if not on_offer.policy.open or not on_offer.service.offered:
        raise rules.NotOpen
    return on_offer


def _render(secret: str, found: Appointment, day: int, refusal: DomainError | None = None) -> str:
    on_offer = _offer(found)
    asked = month_calendar.read_day(day)
    return render_template(
        "appointments/move.html",
        office=on_offer.config.office.name,
        service=on_offer.service,
        appointment=found,
        own_secret=secret,
        day=asked,
        day_number=day,
        written=month_calendar.written,
        slots=on_offer.day(asked),
        minutes=booking.minutes,
        problems=booking.problems(refusal),
        back=url_for("appointment.days", secret=secret, month=day // 100),
    )
