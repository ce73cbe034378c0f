"""Asks for a ticket from outside, texts the code again, and gives the ticket once the code is right.

Each try is counted in the transaction that compares it, so that parallel tries count like sequential ones.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskq.core import secrets
from deskq.core.db import field_encryption
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.joining import queries as joining_queries
from deskq.joining import rules as joining_rules
from deskq.joining.confirmation import queries, rules
from deskq.joining.confirmation.models import JoinRequest
from deskq.joining.events import RemoteCodeAsked
from deskq.office import config_cache
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.sms.one_time_code import codes
from deskq.sms.one_time_code import rules as code_rules

VISITOR, SYSTEM = "visitor", "keeper"
#: Issues the ticket of a proven number (E.164).
Join = Callable[[JoinRequest, str], Ticket]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for. ``secret``: in the address of its page; ``number`` in E.164."""

    secret: str
    request_key: str
    service_code: str
    number: str
    travel_minutes: int
    language: str


def ask(office_id: int, wish: Wish) -> JoinRequest:
    """Text a code to the number; the same secret again is the same request. Whether the number has a ticket already is
    said only to who enters the code."""
    with transaction(office_id, VISITOR) as tx:
        known = queries.by_hash(tx.session, secrets.hashed(wish.secret))
        if known is not None:
            return known
        config = config_cache.at(office_id, tx.config_version, tx.connection)
        service = config.service(wish.service_code)
        if service is None:
            raise InvalidInput({"service": N_("This service does not exist.")})
        kept_since = tx.at - timedelta(minutes=config.office.join_minutes)
        joining_rules.check_share(*joining_queries.living(tx.session, office_id, kept_since), config.office.join_share)
        _check_codes_left(tx, wish.number)
        asked = JoinRequest(
            office_id=office_id,
            token_hash=secrets.hashed(wish.secret),
            request_key=wish.request_key,
            service_id=service.id,
            phone=wish.number,
            travel_minutes=wish.travel_minutes,
            language=wish.language,
            asked_at=tx.at,
            codes=0,
            code_tries=0,
        )
        tx.session.add(asked)
        _send_code(tx, asked)
        return asked


def resend(office_id: int, request_id: int) -> JoinRequest:
    """Text the code again; refused too soon after the last, after too many, and when it is too late."""
    with transaction(office_id, VISITOR) as tx:
        asked = _find(tx, request_id)
        rules.check_may_resend(asked, queries.code_sent_at(tx.session, asked), tx.at)
        _check_codes_left(tx, _number(asked))
        _send_code(tx, asked)
        return asked


def confirm(office_id: int, request_id: int, typed: str, secret_key: str, join: Join) -> Ticket:
    """The ticket, if ``typed`` is the code from the SMS, in ASCII digits: a new one, or the living one that the number
    has from outside. A wrong try is stored although an error is raised. Confirmed twice it is the same ticket."""
    with transaction(office_id, VISITOR) as tx:
        asked = _find(tx, request_id)
        if asked.ticket_id is not None:
            return queue_queries.ticket_by_id(tx.session, asked.ticket_id)
        rules.check_open(asked, tx.at)
        refusal = codes.try_code(asked, asked.id, typed, secret_key, rules.PURPOSE)
        if refusal is None:
            number = _number(asked)
            ticket = joining_queries.joined_of(tx.session, office_id, number) or join(asked, number)
            asked.ticket_id, asked.phone, asked.code_seed = ticket.id, None, None
            return ticket
    raise refusal


def forget_overdue(office_id: int, now: datetime) -> int:
    """Erase the numbers whose code was not entered in time. Returns how many."""
    with transaction(office_id, SYSTEM) as tx:
        late = queries.overdue(tx.session, office_id, now)
        for asked in late:
            asked.phone, asked.code_seed = None, None
        return len(late)


def _send_code(tx: Transaction, asked: JoinRequest) -> None:
    codes.next_code(asked, tx.at + code_rules.LASTS)
    tx.session.flush()
    tx.record(RemoteCodeAsked(asked.id, asked.codes))


def _check_codes_left(tx: Transaction, number: str) -> None:
    rules.check_codes_left(queries.codes_to(tx.session, tx.office_id, number, tx.at - code_rules.CODES_WITHIN))


def _number(asked: JoinRequest) -> str:
    """``JoinCodeTooLate`` when it was erased, or the key with which it was encrypted is gone."""
    number = field_encryption.readable(asked.phone)
    if number is None:
        raise rules.JoinCodeTooLate
    return number


def _find(tx: Transaction, request_id: int) -> JoinRequest:
    asked = queries.by_id(tx.session, tx.office_id, request_id)
    if asked is None:
        raise NotFound
    return asked
