"""The office of a secret, signed id or tracking code in an address, so that a short address leads to the right one."""

from collections.abc import Mapping
from typing import Any

from deskq.access.served_office import Finder
from deskq.amenities.views import sticker
from deskq.appointments import queries as appointment_queries
from deskq.core import secrets
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.joining.confirmation import queries as joining_queries
from deskq.portal import code_office
from deskq.queue import queries as queue_queries
from deskq.rating_followup.views import complaint_link, followup
from deskq.ratings.views import sms_link

Arguments = Mapping[str, Any]


def of_ticket(arguments: Arguments) -> int | None:
    found = queue_queries.whose_secret(db.session(), secrets.hashed(_secret(arguments)))
    return found[1] if found is not None else None


def of_appointment(arguments: Arguments) -> int | None:
    found = appointment_queries.by_token(db.session(), secrets.hashed(_secret(arguments)))
    return found.office_id if found is not None else None


def of_join_request(arguments: Arguments) -> int | None:
    found = joining_queries.by_hash(db.session(), secrets.hashed(_secret(arguments)))
    return found.office_id if found is not None else None


def of_rating_link(arguments: Arguments) -> int | None:
    return _refused_is_none(lambda: sms_link.visit_of(str(arguments.get("signed", ""))).office_id)


def of_complaint_link(arguments: Arguments) -> int | None:
    return _refused_is_none(lambda: complaint_link.visit_of(_secret(arguments)).office_id)


def of_followup(arguments: Arguments) -> int | None:
    return _refused_is_none(lambda: followup.find(_secret(arguments)).office_id)


def of_charter(arguments: Arguments) -> int | None:
    return of_ticket(arguments) if "secret" in arguments else code_office.of_code(arguments)


def of_api(arguments: Arguments) -> int | None:
    return of_ticket({"secret": arguments["token"]}) if "token" in arguments else None


FINDERS: dict[str, Finder] = {
    **dict.fromkeys(("phone", "phone_app", "arrival", "ratings"), of_ticket),
    **dict.fromkeys(("appointment", "appointment_confirmation"), of_appointment),
    **dict.fromkeys(("follow", "application_tracking"), code_office.of_code),
    "join_confirmation": of_join_request,
    "sticker": sticker.office_of,
    "rating_link": of_rating_link,
    "complaint_link": of_complaint_link,
    "door": of_followup,
    "charter": of_charter,
    "api": of_api,
}


def _secret(arguments: Arguments) -> str:
    return str(arguments.get("secret", ""))


def _refused_is_none(find: Any) -> int | None:
    try:
        return int(find())
    except DomainError:
        return None
