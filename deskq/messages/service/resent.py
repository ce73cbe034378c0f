"""A page that is sent again: as it was, it is the message it made; with something else on it, that is said."""

from deskq.errors import N_, Refused
from deskq.messages import queries, rules, tracking
from deskq.messages.models import Message
from deskq.messages.service.given import Given, as_stored
from deskq.messages.service.register import register
from deskq.transactions import Transaction, transaction

#: What is typed into a page, as a message and its sender keep it; of a report the place stands in its words.
SAID = ("kind", "category_id", "address", "district_id", "lat", "lon", "permit")
SENT = ("name", "phone", "national_id")


class AlreadyRegistered(Refused):
    slug = "already-registered"
    title = N_(
        "This page was registered already as %(code)s, and something else stands on it now. Nothing was lost: press "
        "again, and it becomes a message of its own."
    )


def file(office_id: int, by: str, given: Given, request_key: str) -> Message:
    """A citizen sends the page of the web."""
    with transaction(office_id, by) as tell:
        return made_before(tell, given, request_key) or register(office_id, by, given, request_key)


def made_before(tell: Transaction, given: Given, request_key: str) -> Message | None:
    """The message that this page made, or ``AlreadyRegistered``: going back and typing something else loses nothing."""
    known = queries.by_request_key(tell.session, tell.office_id, request_key)
    if known is not None:
        check_same(tell, known, given)
    return known


def check_same(tell: Transaction, known: Message, given: Given) -> None:
    now = as_stored(queries.furniture(tell.session, tell.office_id), given)
    sender = queries.sender(tell.session, known.id)
    body = known.sealed_body if known.kind == rules.REPORT else known.body
    before = (body, *(getattr(known, name) for name in SAID), *(getattr(sender, name) for name in SENT), sender.address)
    kept = {photo.file for photo in queries.photos(tell.session, known.id)}  # the same picture has the same name
    fresh = any(file not in kept for _, file in given.photos)
    if fresh or before != (now.body, *(getattr(now, name) for name in (*SAID, *SENT)), now.home):
        raise AlreadyRegistered(code=tracking.isolated(known.code))
