"""The appointment of a secret in an address, or of a signed address, and the rate limits of its pages."""

from flask import current_app

from deskq.access import identity
from deskq.appointments import queries, signed_link
from deskq.appointments.models import Appointment
from deskq.core import secrets
from deskq.core.errors import N_, NotFound
from deskq.core.extensions import db

#: Limits for pages and for actions from one network address. Many phones share one address.
PER_ADDRESS, ACTIONS_PER_ADDRESS = "300 per minute", "120 per minute"
#: Limits for asking for codes by SMS and for trying them, as for messages (portal/views/tracking.py).
CODES_PER_ADDRESS, TRIES_PER_ADDRESS = "60 per hour", "120 per hour"


class NoSuchAppointment(NotFound):
    title = N_(
        "We found no appointment for this link. It may be old or incomplete. Please open it again from where you kept "
        "it, or book a new one."
    )


def find(secret: str) -> Appointment:
    """The appointment of a secret, or of an address that was signed for it. Raises ``NoSuchAppointment``."""
    found = queries.by_token(db.session(), secrets.hashed(secret)) or _signed(secret)
    if found is None:
        raise NoSuchAppointment
    return found


def _signed(signed: str) -> Appointment | None:
    appointment_id = signed_link.loads(current_app.config["SECRET_KEY"], signed)
    if appointment_id is None:
        return None
    return queries.by_id(db.session(), identity.office_id(), appointment_id)
