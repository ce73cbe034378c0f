"""A text message of a citizen comes in: a code is answered, a digit rates, a word opens the door that the rating
offered, anything else is a message."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from deskq import clock, persian
from deskq.errors import BadFields, TooMany
from deskq.messages import queries, rules, tracking
from deskq.messages.events import TextAsked
from deskq.messages.incoming import IncomingText
from deskq.messages.models import phone_index
from deskq.messages.rules import texting
from deskq.messages.rules.kinds import LONGEST_BODY
from deskq.messages.service.door import complete, open_door
from deskq.messages.service.given import Given, read_phone
from deskq.messages.service.register import register
from deskq.transactions import Transaction, transaction

#: (number, text): rates the visit of that number; whether one waited for it.
Rate = Callable[[str, str], bool]


class TextFlood(TooMany):
    """Nothing was taken; the gateway brings it again later."""


@dataclass(frozen=True, slots=True)
class Text:
    """``id`` is the gateway's own; ``at`` when it was sent, as the gateway writes it."""

    sender: str
    text: str
    id: str = ""
    at: str = ""


def receive(office_id: int, by: str, given: Text, rate: Rate) -> IncomingText:
    """Take a text. Brought again it is the one it was the first time, and nothing is done twice."""
    with transaction(office_id, by) as tell:
        key = _key(tell, by, given)
        known = queries.text_by_key(tell.session, office_id, key)
        if known is not None:
            return known
        phone = _phone(given.sender)
        index = phone_index(phone or given.sender)
        _check_flood(tell, index)
        code = tracking.found_in(given.text)
        digits = tracking.digits(given.text)
        meaning = texting.meaning(digits, code is not None, tracking.is_as_long(digits))
        row = IncomingText(office_id=office_id, key=key, at=tell.at, meaning=meaning, phone=phone, phone_index=index)
        tell.session.add(row)
        asks = meaning in (texting.ASKS, texting.WRONG)
        if meaning == texting.SAYS and (visit := _visit(tell, given.text, phone)) is not None:
            row.message_id, asks = _opened(tell, *visit, phone)
        elif meaning == texting.SAYS:
            row.message_id = _registered(tell, given, phone, key)
        elif meaning == texting.RATES:
            asks = rate(phone, given.text)
        elif code is not None:
            found = queries.by_code(tell.session, office_id, code)
            row.message_id = found.id if found is not None else None
        tell.session.flush()
        if asks:
            tell(TextAsked(row.id))
        return row


def _visit(tell: Transaction, text: str, phone: str) -> tuple[int, str] | None:
    """(ticket, kind) of the door this text asks for: its number rated the visit by text, and so it is offered."""
    kind = texting.door(text)
    rating = queries.rated_by_text(tell.session, tell.office_id, phone) if kind and phone else None
    return (rating.ticket_id, kind) if rating is not None and kind and rules.door(rating.score) == kind else None


def _opened(tell: Transaction, ticket_id: int, kind: str, phone: str) -> tuple[int, bool]:
    """The message of a visit, and whether its sender is known already: then only how it stands is told. The first time
    its code goes to this number like that of any message."""
    made = open_door(tell.office_id, ticket_id, kind)
    if queries.sender(tell.session, made.id).phone:
        return made.id, True
    complete(tell.office_id, made.id, "", "", phone)
    return made.id, False


def _registered(tell: Transaction, given: Text, phone: str, key: str) -> int:
    """Who cannot be answered (a foreign number, a line with a name) is kept as the sender's name."""
    said = persian.clean(given.text)[:LONGEST_BODY]
    name = "" if phone else given.sender
    made = Given(kind="request", channel="sms", body=said, phone=phone, name=name)
    return register(tell.office_id, tell.by, made, f"text {key}"[:64]).id


def _phone(sender: str) -> str:
    try:
        return read_phone(sender)
    except BadFields:
        return ""


def _key(tell: Transaction, by: str, given: Text) -> str:
    """Without an id the same words of the same sender are one text on one day. An id alone is not believed: a gateway
    that was set up anew counts from one again, and what it brings then is another text."""
    day = persian.jalali_day(tell.at, clock.zone())
    known_by = ("id", by, given.id) if given.id else ("text", given.at or str(day))
    parts = (*known_by, given.sender, given.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:48]


def _check_flood(tell: Transaction, index: str | None) -> None:
    if index and queries.texts_since(tell.session, index, tell.at - texting.WITHIN) >= texting.MOST:
        raise TextFlood(seconds=600)
