"""Verifies the sender of a message by digits or by a code, sends the code, and lets the desk reset the wrong tries."""

from deskq.citizen_check import queries, tries
from deskq.citizen_check.tries import Browser
from deskq.core import actors
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings.kinds import REPORT
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.sender_check import queries as sender_queries
from deskq.sender_check import rules
from deskq.sender_check.events import SenderCheckReset, SenderCodeAsked
from deskq.sender_check.queries import SENDER
from deskq.sender_check.rules import NoSmsCode, NoSuchMessage
from deskq.sms.one_time_code import queries as code_queries
from deskq.sms.one_time_code import rules as code_rules


def prove(message: Message, digits: str, browser: Browser) -> bool:
    """Whether these are the last four digits of a number given with the message. Raises ``TooManyTries`` if this
    browser may not try digits any more; then it waits for no lock."""
    queries.check_digits_open(db.session(), SENDER, message.id, browser.known_as)
    with transaction(message.office_id, actors.CITIZEN) as tx:
        fits = message.kind != REPORT and tries.fit(digits, message_queries.sender(tx.session, message.id))
        return tries.try_digits(tx, SENDER, message.id, browser, fits)


def send_code(message: Message) -> None:
    """Send a code to the number given with the message, unless an earlier code is still valid. Raises ``NoSmsCode`` if
    no number can receive SMS, ``MessageCodesUsedUp`` after too many codes in a day, and ``NumberCodesUsedUp`` after too
    many to this number."""
    if message.kind == REPORT or not code_queries.can_be_texted(message_queries.sender(db.session(), message.id)):
        raise NoSmsCode
    with transaction(message.office_id, actors.CITIZEN) as tx:
        number = tries.new_code(tx, SENDER, message.id)
        if number is not None:
            _check_number(tx, message.id)
            tx.record(SenderCodeAsked(message.id, number))


def _check_number(tx: Transaction, message_id: int) -> None:
    number = message_queries.sender(tx.session, message_id).phone_index
    sent = sender_queries.codes_to(tx.session, tx.office_id, number, tx.at - code_rules.CODES_WITHIN)
    rules.check_number(sent, tx.at)


def prove_by_code(message: Message, typed: str, secret_key: str, store_as: str) -> bool:
    """Whether this is the code that was sent. A code is accepted once."""
    with transaction(message.office_id, actors.CITIZEN) as tx:
        return tries.try_code(tx, SENDER, message.id, typed, secret_key, store_as)


def reset(office_id: int, code: str, by: str) -> Message:
    """Reset the wrong tries of a message, because the sender came to the desk. Raises ``NoSuchMessage`` for an unknown
    code, and for a confidential report, which digits never open."""
    with transaction(office_id, by) as tx:
        found = message_queries.by_code(tx.session, office_id, code)
        if found is None or found.kind == REPORT:
            raise NoSuchMessage
        tries.reset(tx, SENDER, found.id)
        tx.record(SenderCheckReset(found.id))
        return found
