"""The booking party of a request: a visitor, a member of staff for a citizen, or a machine with an API token. Only this
module decides who must enter a code from an SMS and whose network address is counted."""

from flask import current_app

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.appointments import holders
from deskq.appointments.confirmation.rules import Booker
from deskq.core import client_address
from deskq.sms import outbox

BOOK, VOUCH = "appointments.book", "appointments.vouch"


def of_page() -> Booker:
    """For the public page: staff with the permission book for citizens, everybody else for themselves."""
    caller = identity.staff_caller()
    if caller is not None and permissions.may(caller.role, BOOK):
        return Booker(caller.by, is_staff=True)
    key = current_app.config["SECRET_KEY"]
    return Booker(address=holders.hashed_address(client_address.network(), key), must_confirm=outbox.is_on())


def of_api(caller: Caller, has_verified: bool) -> Booker:
    """For the API. A machine with the permission may declare that it has verified the number; otherwise
    ``Forbidden``."""
    if has_verified:
        permissions.check(caller.role, VOUCH)
    return Booker(caller.by, must_confirm=outbox.is_on() and not has_verified)
