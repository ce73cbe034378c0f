"""The public booking page: service, day, time, phone number. Works without script; nothing is asked twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.appointments import availability, holders, queries, rules
from deskq.appointments.availability import Offer
from deskq.appointments.forms import BookForm, MoveForm
from deskq.appointments.service.book import NewAppointment, book
from deskq.appointments.views import bookers, month_calendar, own_booking
from deskq.core import clock, secrets
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.extensions import db, limiter
from deskq.core.rate_limits import retry_after
from deskq.office import config_cache
from deskq.sms import outbox
from deskq.web import request_keys
from deskq.web.forms import read, read_page
from deskq.web.i18n import language
from deskq.web.refusal_sentences import sentence

blueprint = Blueprint("appointments", __name__, url_prefix="/appointments")
MINUTE = timedelta(minutes=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Errors that the page of the times shows beside its own field.
FIELDS = ("phone", "national_id")
NO_TIME = N_("Please choose a time.")


def are_open() -> bool:
    """Whether the office of this page takes appointments now."""
    today = clock.today()
    return queries.is_open(db.session(), identity.office_id(), today)


@blueprint.get("")
@limiter.limit("120 per minute")
def index() -> str:
    session, office_id = db.session(), identity.office_id()
    config = config_cache.of(session, office_id)
    policy = queries.policy(session, office_id)
    now = clock.now()
    services = availability.services(session, config, now) if policy.open else []
    about = {"office": config.office.name, "services": services, "policy": policy, "hours": config.hours(now)}
    return render_template("appointments/index.html", **about)


@blueprint.get("/services/<code>")
@limiter.limit("120 per minute")
def days(code: str) -> str:
    found = offered(code)
    month = month_calendar.month(found, request.args.get("month", ""))
    return render_template(
        "appointments/days.html",
        office=found.config.office.name,
        service=found.service,
        month=month,
        day_url=lambda day: url_for("appointments.hours", code=code, day=day),
        month_url=lambda asked: url_for("appointments.days", code=code, month=asked),
        back=url_for("appointments.index"),
        moving=None,
    )


@blueprint.get("/services/<code>/<int:day>")
@limiter.limit("120 per minute")
def hours(code: str, day: int) -> str:
    return draw_hours(offered(code), month_calendar.read_day(day))


@blueprint.post("")
@limiter.limit("20 per minute; 60 per hour")
def create() -> Response | tuple[str, int, dict[str, str]]:
    try:
        form = read_page(BookForm, request.form)
        key = current_app.config["SECRET_KEY"]
        who = holders.read_holder(form.phone, form.national_id, key)
        secret = secrets.for_request(key, f"appointment {form.request_key}")
        starts_at = EPOCH + form.starts * MINUTE
        new = NewAppointment(form.service, starts_at, who, secret, language(), form.request_key)
        booker = bookers.of_page()
        book(identity.office_id(), new, booker)
    except (NotFound, rules.NotOpen):
        raise
    except DomainError as refusal:
        return *_again(refusal), retry_after(refusal)
    if not booker.is_staff:
        own_booking.remember(secret)
    return redirect(url_for("appointment.show", secret=secret), 303)


def _again(refusal: DomainError) -> tuple[str, int]:
    """The page of the times again, with the input and the errors; times as they are now."""
    db.session.rollback()
    try:
        starts_at = EPOCH + read(MoveForm, {"starts": request.form.get("starts", "")}).starts * MINUTE
    except InvalidInput:
        return _on_shown_day(refusal)
    found = offered(request.form.get("service", ""))
    day = clock.local(starts_at).date()
    return draw_hours(found, day, refusal, starts_at), refusal.status


def _on_shown_day(refusal: DomainError) -> tuple[str, int]:
    """Show the day of the address again if no time was chosen."""
    try:
        found = offered(request.form.get("service", ""))
        day = month_calendar.read_day(request.args.get("day", 0, int))
    except NotFound:
        raise refusal from None
    return draw_hours(found, day, refusal), refusal.status


def offered(code: str) -> Offer:
    """What is on offer for a service; raises while nothing is."""
    session = db.session()
    config = config_cache.of(session, identity.office_id())
    chosen = config.service(code)
    if chosen is None:
        raise NotFound
    found = availability.of(session, config, chosen, clock.now())
    if not found.policy.open:
        raise rules.NotOpen
    return found


def draw_hours(found: Offer, day: date, refusal: DomainError | None = None, requested: datetime | None = None) -> str:
    slots = found.day(day)
    gone = requested is not None and isinstance(refusal, rules.JustTaken | rules.NotOffered)
    return render_template(
        "appointments/hours.html",
        office=found.config.office.name,
        service=found.service,
        day=day,
        day_number=month_calendar.number(day),
        written=month_calendar.written,
        slots=slots,
        minutes=minutes,
        chosen=minutes(requested) if requested is not None and not gone else None,
        nearest=rules.nearest(found.every(), requested) if gone and requested is not None else [],
        policy=found.policy,
        texts=outbox.is_on(),
        booker=bookers.of_page(),
        problems=problems(refusal),
        booked=own_booking.address(refusal),
        typed={name: request.form.get(name, "") for name in FIELDS},
        request_key=request_keys.of_page(refusal),
        back=url_for("appointments.days", code=found.service.code, month=month_calendar.number(day) // 100),
    )


def minutes(moment: datetime) -> int:
    """A time as a form carries it."""
    return (moment - EPOCH) // MINUTE


def problems(refusal: DomainError | None) -> dict[str, Any]:
    """{field: error}; "" is the whole form."""
    if refusal is None:
        return {}
    if isinstance(refusal, InvalidInput):
        wrong = refusal.fields | ({"starts": NO_TIME} if "starts" in refusal.fields else {})
        return {name if name in (*FIELDS, "starts") else "": gettext(text) for name, text in wrong.items()}
    return {"": sentence(refusal)}
