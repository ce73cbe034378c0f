"""The page on which a visitor enters the code from the SMS, while the place is reserved."""

from flask import Blueprint, current_app, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import limit_keys
from deskq.appointments import queries
from deskq.appointments.confirmation import rules, service
from deskq.appointments.forms import SmsCodeForm
from deskq.appointments.models import Appointment
from deskq.appointments.views import month_calendar
from deskq.appointments.views.own_appointment import CODES_PER_ADDRESS, TRIES_PER_ADDRESS, find
from deskq.core import clock
from deskq.core.db import field_encryption
from deskq.core.errors import DomainError
from deskq.core.extensions import db, limiter
from deskq.core.text import persian
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.sms import phone_numbers
from deskq.sms.one_time_code import rules as code_rules
from deskq.web.forms import read_page

blueprint = Blueprint("appointment_confirmation", __name__, url_prefix="/appointments")
#: Errors that are shown at the field of the code, and at the button that sends another code.
AT_CODE: tuple[type[DomainError], ...] = (code_rules.WrongCodeFromSms, code_rules.CodeUsedUp)
AT_SENDING: tuple[type[DomainError], ...] = (
    code_rules.CodeJustSent,
    rules.NoMoreCodes,
    rules.NumberUsedUp,
    code_rules.CodesFromHereUsedUp,
)


@blueprint.post("/<secret>/confirmation")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit(TRIES_PER_ADDRESS)
def confirm(secret: str) -> Response | tuple[str, int]:
    found = find(secret)

    def do() -> str:
        typed = persian.only_digits(read_page(SmsCodeForm, request.form).sms_code)
        service.confirm(found.office_id, found.id, typed, current_app.config["SECRET_KEY"])
        return url_for("appointment.show", secret=secret)

    return admin_pages.submit(do, lambda form: page(secret, form), dict.fromkeys(AT_CODE, "sms_code"))


@blueprint.post("/<secret>/sms-code")
@limiter.limit("10 per minute", key_func=limit_keys.secret)
@limiter.limit(CODES_PER_ADDRESS)
def resend(secret: str) -> Response | tuple[str, int]:
    """Send a new code."""
    found = find(secret)

    def do() -> str:
        if service.resend(found.office_id, found.id).state == "pending":
            admin_pages.done(gettext("We have sent you the code again."))
        return url_for("appointment.show", secret=secret)

    return admin_pages.submit(do, lambda form: page(secret, form), dict.fromkeys(AT_SENDING, "resend"))


def is_pending(found: Appointment) -> bool:
    """Whether its code can be entered now."""
    return rules.is_in_time(found, clock.now())


def page(secret: str, form: FilledForm | None = None) -> str:
    """The page of the code. If it came too late, it says that the time is free again."""
    found, now = find(secret), clock.now()
    config = config_cache.of(db.session(), found.office_id)
    chosen = config.services[found.service_id]
    number = field_encryption.readable(found.phone)
    day = month_calendar.number(clock.local(found.starts_at).date())
    return render_template(
        "appointments/confirm.html",
        office=config.office.name,
        service=chosen,
        appointment=found,
        secret=secret,
        is_pending=rules.is_in_time(found, now),
        number=phone_numbers.spaced(number) if number else "",
        form=form or admin_pages.filled({}),
        may_resend=found.codes < rules.MOST_CODES,
        minutes=queries.policy(db.session(), found.office_id).confirm_minutes,
        again=url_for("appointments.hours", code=chosen.code, day=day),
    )
