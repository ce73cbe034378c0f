"""Finds the application of a code typed at ``/track``."""

from deskq.access import identity
from deskq.application_tracking import access as application_access
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.core.extensions import db
from deskq.messages import tracking_code
from deskq.portal import access, guess_limits


def find(typed: str) -> Application | None:
    """The application of a code, or None. Raises ``WrongCode`` for a mistyped code. It counts as a guess only if no
    message has the code either (``access.find``)."""
    code = tracking_code.read(typed)
    if code in (*access.proven_codes(), *access.own_codes()):  # messages that this browser has access to
        return None
    if code not in application_access.proven_codes():
        guess_limits.check_code()
    return queries.by_code(db.session(), identity.office_id(), code)
