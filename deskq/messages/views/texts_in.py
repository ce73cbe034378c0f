"""Where the gateway brings the texts of citizens: an address that ends in a secret; and what is answered."""

import hmac
from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, has_app_context, request

from deskq import identity
from deskq.errors import BadFields, NotFound
from deskq.extensions import csrf, limiter
from deskq.forms import WORDS
from deskq.messages import queries, replies, service
from deskq.messages.events import TextAsked
from deskq.messages.incoming import IncomingText
from deskq.notify import outbox
from deskq.notify import service as notify_service
from deskq.notify.gateways import inbound
from deskq.ratings import rules as rating_rules
from deskq.ratings import service as rating_service
from deskq.transactions import Transaction, beside

blueprint = Blueprint("texts_in", __name__, url_prefix="/sms/in")
csrf.exempt(blueprint)
GATEWAY = "gateway"
#: An answer to a question is not worth much later.
WORTH = timedelta(hours=2)


@blueprint.route("/<secret>", methods=["GET", "POST"])
@limiter.limit("600 per minute")
def take(secret: str) -> tuple[str, int]:
    """Gateways want a short word; anything but 200 and they bring it again."""
    wanted = str(current_app.config["SMS_INBOUND_KEY"])
    if not wanted or not hmac.compare_digest(secret.encode("utf-8", "replace"), wanted.encode()):
        raise NotFound
    found = inbound.read(_fields())
    if found is None:
        raise BadFields({"text": WORDS["missing"]})
    given = service.Text(found.sender, found.text, found.id, found.at)
    receive(identity.office_id(), GATEWAY, given)
    return "OK", 200


def receive(office_id: int, by: str, given: service.Text) -> IncomingText:
    """Take a text; a single digit rates the last visit of its number, if one waits for that."""

    def rate(phone: str, text: str) -> bool:
        with suppress(rating_rules.NothingToRate, rating_rules.AlreadyRated, rating_rules.TooLate, BadFields):
            rating_service.rate_by_text(office_id, phone, text)
            return True
        return False  # where no visit waits for it, a digit says nothing

    return service.receive(office_id, by, given, rate)


def _fields() -> dict[str, Any]:
    """Whatever way they come: after the address, as a form, as a JSON object."""
    said = request.get_json(silent=True) if request.is_json else None
    body = said if isinstance(said, dict) else {}
    return {**request.args.to_dict(), **request.form.to_dict(), **body}


@beside(TextAsked)
def put_reply(tell: Transaction, event: TextAsked) -> None:
    row = queries.text_in(tell.session, tell.office_id, event.text)
    if row is not None and replies.is_wanted(row) and has_app_context() and outbox.is_on():
        notify_service.add_notice(tell, replies.about(row.id), tell.at + WORTH)
