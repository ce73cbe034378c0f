"""The appointment of a secret in an address, and the rate limits of its pages."""

from deskq.appointments import queries
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
    """The appointment of a secret. Raises ``NoSuchAppointment``."""
    found = queries.by_token(db.session(), secrets.hashed(secret))
    if found is None:
        raise NoSuchAppointment
    return found
