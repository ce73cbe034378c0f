"""Interprets an inbound SMS: a tracking code is answered, a digit rates, a text replies to a question of the office,
certain words start the follow-up of a rating or take a ticket, anything else becomes a message."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from deskq.core import clock
from deskq.core.errors import InvalidInput, RateLimited
from deskq.core.text import jalali as jalali_dates
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.message_pauses import queries as pauses
from deskq.message_settings.kinds import LONGEST_BODY
from deskq.messages import tracking_code
from deskq.messages.models import phone_index
from deskq.messages.queries import message
from deskq.messages.service.create import register
from deskq.messages.service.message_input import MessageInput, read_phone
from deskq.portal import service as portal
from deskq.rating_followup import queries as rating_followup_queries
from deskq.rating_followup import rules
from deskq.rating_followup.service import complete, register_followup
from deskq.sms_inbound import digits, queries, sms_parse
from deskq.sms_inbound.events import ReplyNeeded
from deskq.sms_inbound.models import InboundSms

#: (number, text): rates the visit of that number; whether one waited for it.
Rate = Callable[[str, str], bool]
#: (number, request, request key): takes a ticket from outside and returns the meaning for the reply.
Join = Callable[[str, sms_parse.TicketRequest, str], str]


class TooManySms(RateLimited):
    """Nothing was taken; the gateway delivers it again later."""


@dataclass(frozen=True, slots=True)
class SmsInput:
    """``id`` is the gateway's own; ``at`` when it was sent, as the gateway writes it."""

    sender: str
    text: str
    id: str = ""
    at: str = ""


def receive(office_id: int, by: str, content: SmsInput, rate: Rate, join: Join) -> InboundSms:
    """Take an SMS. Delivered again it is the same row, and nothing is done twice."""
    with transaction(office_id, by) as tx:
        key = _key(tx, by, content)
        known = queries.sms_by_key(tx.session, office_id, key)
        if known is not None:
            return known
        phone = _phone(content.sender)
        index = phone_index(phone or content.sender)
        _check_flood(tx, index)
        numbers = tracking_code.digits(content.text)
        code = tracking_code.found_in(content.text)
        meaning = sms_parse.meaning(numbers, code is not None, tracking_code.is_as_long(numbers))
        row = InboundSms(office_id=office_id, key=key, at=tx.at, meaning=meaning, phone=phone, phone_index=index)
        tx.session.add(row)
        if meaning == sms_parse.SAYS and phone:
            row.meaning = _joined(tx, row, content.text, join)
        row.message_id, asks = _taken(tx, row, content, rate)
        tx.session.flush()
        if asks:
            tx.record(ReplyNeeded(row.id))
        return row


def _joined(tx: Transaction, row: InboundSms, text: str, join: Join) -> str:
    """The meaning of a text after a ticket that it may ask for. Where the service is not clear, a reply to a question
    comes first."""
    asked = sms_parse.ticket_request(text)
    if asked is None:
        return sms_parse.SAYS
    joined = join(row.phone, asked, row.key)
    is_reply = joined == sms_parse.JOIN_WHICH and _reply(tx, text, row.phone_index) is not None
    return sms_parse.SAYS if is_reply else joined


def _taken(tx: Transaction, row: InboundSms, content: SmsInput, rate: Rate) -> tuple[int | None, bool]:
    """Do what it means: its message, and whether the sender is answered."""
    text, meaning, phone = content.text, row.meaning, row.phone
    if meaning == sms_parse.RATES and rate(phone, text):
        return None, True
    is_digit = meaning == sms_parse.RATES and bool(phone) and _reply(tx, text, row.phone_index) is None
    if is_digit and (answered := digits.take(tx, phone, tracking_code.digits(text))):
        return answered
    if meaning == sms_parse.SAYS and (visit := _visit(tx, text, phone)) is not None:
        return _opened(tx, *visit, phone)
    may_reply = meaning in (sms_parse.SAYS, sms_parse.RATES) and phone
    if may_reply and (reply := _reply(tx, text, row.phone_index)) is not None:
        return portal.add_words(tx.office_id, *reply).id, False
    if meaning == sms_parse.SAYS:
        return _registered(tx, content, phone, row.key), False
    code = tracking_code.found_in(text)
    found = message.by_code(tx.session, tx.office_id, code) if code is not None else None
    asks = meaning in (sms_parse.ASKS, sms_parse.WRONG, *sms_parse.JOINING)
    return found.id if found is not None else None, asks


def _reply(tx: Transaction, text: str, index: str | None) -> tuple[int, str] | None:
    """(message, text) of an SMS that replies to a question of the office to this number: the message whose code begins
    the SMS, otherwise the message of the latest question."""
    asked = pauses.asked_of(tx.session, tx.office_id, index) if index else []
    code, words = sms_parse.code_and_words(text)
    for one in asked:
        if one.code == code and words:
            return one.id, words[:LONGEST_BODY]
    return (asked[0].id, text[:LONGEST_BODY]) if asked and code is None else None


def _visit(tx: Transaction, text: str, phone: str) -> tuple[int, str] | None:
    """(ticket, kind) of the follow-up this SMS asks for: its number rated the visit by SMS and was offered it."""
    kind = sms_parse.followup_kind(text)
    rating = rating_followup_queries.rated_by_text(tx.session, tx.office_id, phone) if kind and phone else None
    return (
        (rating.ticket_id, kind) if rating is not None and kind and rules.offered_kind(rating.score) == kind else None
    )


def _opened(tx: Transaction, ticket_id: int, kind: str, phone: str) -> tuple[int, bool]:
    """The message of a visit, and whether its sender is known already: then only its state is sent. The first time
    its code goes to this number like that of any message."""
    made = register_followup(tx.office_id, ticket_id, kind)
    if message.sender(tx.session, made.id).phone:
        return made.id, True
    complete(tx.office_id, made.id, "", "", phone)
    return made.id, False


def _registered(tx: Transaction, content: SmsInput, phone: str, key: str) -> int:
    """Register an SMS. A sender that cannot be answered (a foreign number, an alphanumeric sender) is stored as the
    name."""
    said = persian.clean(content.text)[:LONGEST_BODY]
    name = "" if phone else content.sender
    made = MessageInput(kind="request", channel="sms", body=said, phone=phone, name=name)
    return register(tx.office_id, tx.by, made, f"text {key}"[:64]).id


def _phone(sender: str) -> str:
    try:
        return read_phone(sender)
    except InvalidInput:
        return ""


def _key(tx: Transaction, by: str, content: SmsInput) -> str:
    """Without an id the same words of the same sender are one text on one day. An id alone is not believed: a gateway
    that was set up anew counts from one again, and what it brings then is another text."""
    day = jalali_dates.day_at(tx.at, clock.zone())
    known_by = ("id", by, content.id) if content.id else ("text", content.at or str(day))
    parts = (*known_by, content.sender, content.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:48]


def _check_flood(tx: Transaction, index: str | None) -> None:
    if index and queries.count_since(tx.session, index, tx.at - sms_parse.WITHIN) >= sms_parse.MOST:
        raise TooManySms(seconds=600)
