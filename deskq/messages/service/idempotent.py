"""A page that is sent again: as it was, it is the message it made; with something else on it, that is said."""

from deskq.core.errors import N_, DomainError
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings import queries
from deskq.message_settings.kinds import REPORT
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.messages.service.create import register
from deskq.messages.service.message_input import Given, as_stored

#: What is typed into a page, as a message and its sender keep it; of a report the place stands in its words.
SAID = ("kind", "category_id", "address", "district_id", "lat", "lon", "permit")
SENT = ("name", "phone", "national_id")


class AlreadyRegistered(DomainError):
    slug = "already-registered"
    title = N_(
        "This form was already registered as %(code)s, and its content has changed since. Nothing was lost. Send it "
        "again to register it as a separate message."
    )


def file(office_id: int, by: str, given: Given, request_key: str) -> Message:
    """A citizen sends the page of the web."""
    with transaction(office_id, by) as tx:
        return made_before(tx, given, request_key) or register(office_id, by, given, request_key)


def made_before(tx: Transaction, given: Given, request_key: str) -> Message | None:
    """The message that this page made, or ``AlreadyRegistered``: going back and typing something else loses nothing."""
    known = message.by_request_key(tx.session, tx.office_id, request_key)
    if known is not None:
        check_same(tx, known, given)
    return known


def check_same(tx: Transaction, known: Message, given: Given) -> None:
    now = as_stored(queries.furniture(tx.session, tx.office_id), given)
    sender = message.sender(tx.session, known.id)
    body = known.sealed_body if known.kind == REPORT else known.body
    before = (body, *(getattr(known, name) for name in SAID), *(getattr(sender, name) for name in SENT), sender.address)
    kept = {photo.file for photo in message.photos(tx.session, known.id)}  # the same picture has the same name
    fresh = any(file not in kept for _, file in given.photos)
    if fresh or before != (now.body, *(getattr(now, name) for name in (*SAID, *SENT)), now.home):
        raise AlreadyRegistered(code=tracking_code.isolated(known.code))
