"""The gateway's webhook: an address that ends in a secret."""

import hmac
from typing import Any

from flask import Blueprint, current_app, request

from deskq.access import identity
from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import csrf, limiter
from deskq.sms.gateways import inbound
from deskq.sms_inbound import receive
from deskq.sms_inbound.service import SmsInput
from deskq.web.forms import ERROR_TEXTS

blueprint = Blueprint("texts_in", __name__, url_prefix="/sms/in")
csrf.exempt(blueprint)
GATEWAY = "gateway"


@blueprint.route("/<secret>", methods=["GET", "POST"])
@limiter.limit("600 per minute")
def take(secret: str) -> tuple[str, int]:
    """Gateways want a short word; anything but 200 and they bring it again."""
    wanted = str(current_app.config["SMS_INBOUND_KEY"])
    if not wanted or not hmac.compare_digest(secret.encode("utf-8", "replace"), wanted.encode()):
        raise NotFound
    found = inbound.parse(_fields())
    if found is None:
        raise InvalidInput({"text": ERROR_TEXTS["missing"]})
    content = SmsInput(found.sender, found.text, found.id, found.at)
    receive.receive(identity.office_id(), GATEWAY, content)
    return "OK", 200


def _fields() -> dict[str, Any]:
    """Whatever way they come: after the address, as a form, as a JSON object."""
    said = _json() if request.is_json else None
    body = said if isinstance(said, dict) else {}
    return {**request.args.to_dict(), **request.form.to_dict(), **body}


def _json() -> Any:
    try:
        return request.get_json(silent=True)
    except RecursionError:  # nested without end
        return None
