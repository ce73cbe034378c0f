"""The appointment that this browser booked last: who is refused another one for the same number is led to it."""

from flask import request, session, url_for

from deskq.access import identity
from deskq.appointments import holders, queries, rules
from deskq.appointments.models import Appointment, phone_index
from deskq.core import secrets
from deskq.core.errors import DomainError, SentAlready
from deskq.core.extensions import db
from deskq.office import config_cache

KEY = "appointment"
#: Of people who still have it; others book anew.
OPEN = ("pending", "booked")


def remember(secret: str) -> None:
    """Until the browser is closed."""
    session[KEY] = secret


def address(refusal: DomainError | None) -> str:
    """Its page, if it is why the form was refused; else ""."""
    secret = session.get(KEY)
    if not isinstance(refusal, rules.OneForService | rules.Enough | SentAlready) or not secret:
        return ""
    found = queries.by_token(db.session(), secrets.hashed(secret))
    if found is None or found.office_id != identity.office_id() or found.state not in OPEN:
        return ""
    return url_for("appointment.show", secret=secret) if _is_why(found, refusal) else ""


def _is_why(found: Appointment, refusal: DomainError) -> bool:
    """Only for who knows its number: the next person at a shared computer is not led to it."""
    number = holders.mobile(request.form.get("phone", ""))
    if number is None or found.phone_index != phone_index(number):
        return False
    if isinstance(refusal, SentAlready):
        return found.request_key == request.form.get("request_key")
    service = config_cache.of(db.session(), found.office_id).services[found.service_id]
    return isinstance(refusal, rules.Enough) or service.code == request.form.get("service")
