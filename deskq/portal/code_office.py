"""The office of a tracking code at an address that names none: ``/track`` works without choosing an office first."""

from collections.abc import Mapping
from typing import Any

from flask import request

from deskq.access import served_office
from deskq.applications.queries import application as application_queries
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.messages import tracking_code
from deskq.messages.queries import message as message_queries
from deskq.portal import guess_limits


def of_code(arguments: Mapping[str, Any]) -> int | None:
    """None without a code, for one that nobody has (which counts as a guess), and at the address of an office, whose
    pages look codes up themselves."""
    typed = str(arguments.get("code") or request.form.get("code", ""))[:60]
    if served_office.is_named() or not typed:
        return None
    try:
        code = tracking_code.read(typed)
    except DomainError:
        return None
    guess_limits.check_code()
    offices = message_queries.offices_of_code(db.session(), code)
    offices |= application_queries.offices_of_code(db.session(), code)
    if not offices:
        guess_limits.count_code()
    return offices.pop() if len(offices) == 1 else None
