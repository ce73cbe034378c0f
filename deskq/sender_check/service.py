"""Verifies the sender of a message by digits or by a code, sends the code, and lets the desk reset the wrong tries.

Each try is counted in the transaction that compares it, so that parallel tries count like sequential ones.
"""

import hmac
from functools import partial

from deskq.core import actors
from deskq.core.db import field_encryption
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings.kinds import REPORT
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.sender_check import queries, rules
from deskq.sender_check.events import SenderCheckReset, SenderCodeAsked
from deskq.sender_check.models import SenderBrowser
from deskq.sms.one_time_code import codes
from deskq.sms.one_time_code import queries as code_queries


def prove(message: Message, digits: str, browser: str | None, store_as: str, own_wrong: int) -> bool:
    """Whether these are the last four digits of a number given with the message. Raises ``TooManyTries`` if this
    browser may not try digits any more.

    ``browser``: hash of the cookie of the request. ``store_as``: hash of the cookie that the browser gets if the digits
    are right. ``own_wrong``: earlier wrong tries in this browser, which right digits cancel."""
    if not queries.digits_open(db.session(), message.id, browser):
        raise rules.TooManyTries
    with transaction(message.office_id, actors.CITIZEN) as tx:
        check, known = queries.check_of(tx.session, message.id), queries.known(tx.session, message.id, browser)
        counted = known or check
        if not rules.digits_open(counted.wrong):
            raise rules.TooManyTries
        right = message.kind != REPORT and _fits(tx, message.id, digits)
        counted.wrong = max(0, counted.wrong - own_wrong) if right else counted.wrong + 1
        tx.session.add(counted)
        if right:
            _remember(tx, message.id, store_as)
        return right


def _fits(tx: Transaction, message_id: int, digits: str) -> bool:
    """Always compares with both numbers, so that the time does not reveal which one matched."""
    of = message_queries.sender(tx.session, message_id)
    fitting = [_is_tail(kept, digits) for kept in (of.phone, of.national_id)]
    return any(fitting)


def _is_tail(kept: str, digits: str) -> bool:
    known = "" if isinstance(kept, field_encryption.Unreadable) else tracking_code.tail(kept)
    return hmac.compare_digest(known.encode(), digits.encode())  # bytes, because the typed digits may be of any script


def _remember(tx: Transaction, message_id: int, browser: str) -> None:
    tx.session.merge(SenderBrowser(message_id=message_id, browser=browser, wrong=0, proved_at=tx.at))
    tx.session.flush()
    for old in queries.browsers(tx.session, message_id)[rules.MOST_BROWSERS :]:
        tx.session.delete(old)


def send_code(message: Message) -> None:
    """Send a code to the number given with the message, unless an earlier code is still valid. Raises ``NoSmsCode`` if
    no number can receive SMS, and ``MessageCodesUsedUp`` after too many codes in a day."""
    if message.kind == REPORT or not code_queries.can_be_texted(message_queries.sender(db.session(), message.id)):
        raise rules.NoSmsCode
    with transaction(message.office_id, actors.CITIZEN) as tx:
        check = queries.check_of(tx.session, message.id)
        if codes.new_code(tx, check, partial(queries.subject, message.id), rules.MessageCodesUsedUp):
            tx.record(SenderCodeAsked(message.id, check.codes))


def prove_by_code(message: Message, typed: str, secret_key: str, store_as: str) -> bool:
    """Whether this is the code that was sent. A code is accepted once."""
    with transaction(message.office_id, actors.CITIZEN) as tx:
        check = queries.check_of(tx.session, message.id)
        right = codes.use_code(check, message.id, typed, secret_key, rules.PURPOSE, tx.at)
        if right:
            _remember(tx, message.id, store_as)
        return right


def reset(office_id: int, code: str, by: str) -> Message:
    """Reset the wrong tries of a message, because the sender came to the desk. Raises ``NoSuchMessage`` for an unknown
    code, and for a confidential report, which digits never open."""
    with transaction(office_id, by) as tx:
        found = message_queries.by_code(tx.session, office_id, code)
        if found is None or found.kind == REPORT:
            raise rules.NoSuchMessage
        check = queries.check_of(tx.session, found.id)
        check.wrong = 0
        tx.session.add(check)
        for browser in queries.browsers(tx.session, found.id):
            browser.wrong = 0
        tx.record(SenderCheckReset(found.id))
        return found
