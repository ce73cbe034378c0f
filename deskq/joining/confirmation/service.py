"""Stores join requests, sends their codes by SMS, and issues the ticket when the right code is entered.

Each try is counted in the transaction that compares it, so that parallel tries count like sequential ones.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskq.core import actors, secrets
from deskq.core.db import field_encryption
from deskq.core.errors import NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.joining import queries as joining_queries
from deskq.joining import rules as joining_rules
from deskq.joining.confirmation import queries, rules
from deskq.joining.confirmation.models import JoinRequest, address_index
from deskq.joining.events import RemoteCodeAsked
from deskq.office import config_cache
from deskq.office.service_choice import offered_service
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.sms.one_time_code import codes
from deskq.sms.one_time_code import rules as code_rules

#: Issues the ticket of a verified number (E.164).
Join = Callable[[JoinRequest, str], Ticket]


@dataclass(frozen=True, slots=True)
class NewJoinRequest:
    """Input of a request. ``secret`` is in the address of its page; ``number`` is in E.164; ``network`` is the address
    that asks. Without ``service_code`` it asks for the ticket that the number has already."""

    secret: str
    request_key: str
    service_code: str | None
    number: str
    travel_minutes: int
    language: str
    network: str


def ask(office_id: int, new: NewJoinRequest) -> JoinRequest:
    """Store a request and send a code to its number. The same secret again is the same request. Only a visitor who
    enters the code learns whether the number already has a ticket."""
    with transaction(office_id, actors.VISITOR) as tx:
        known = queries.by_hash(tx.session, secrets.hashed(new.secret))
        if known is not None:
            return known
        if new.service_code is None:
            service_id = None
            _check_anybody_joined(tx)
            _check_pause_of_number(tx, new.number)
        else:
            service_id = _wished_service(tx, new.service_code)
        asked = JoinRequest(
            office_id=office_id,
            token_hash=secrets.hashed(new.secret),
            request_key=new.request_key,
            service_id=service_id,
            phone=new.number,
            address_index=address_index(new.number, new.network),
            travel_minutes=new.travel_minutes,
            language=new.language,
            asked_at=tx.at,
            codes=0,
            code_tries=0,
        )
        _check_codes_left(tx, new.number, asked)
        tx.session.add(asked)
        _send_code(tx, asked)
        return asked


def resend(office_id: int, request_id: int) -> JoinRequest:
    """Send a new code. Refused too soon after the last one, after too many codes, and after the request has expired."""
    with transaction(office_id, actors.VISITOR) as tx:
        asked = _find(tx, request_id)
        rules.check_may_resend(asked, queries.code_sent_at(tx.session, asked), tx.at)
        if asked.service_id is None:
            _check_pause_of_number(tx, _number(asked))
        _check_codes_left(tx, _number(asked), asked)
        _send_code(tx, asked)
        return asked


def confirm(office_id: int, request_id: int, typed: str, secret_key: str, join: Join) -> Ticket:
    """Return the ticket if ``typed`` (ASCII digits) is the code from the SMS: a new ticket, or the one that the number
    already has from outside. ``NotFromOutside`` if only that one was asked for, and there is none. A wrong try is
    stored although an error is raised. A second confirmation returns the same ticket."""
    with transaction(office_id, actors.VISITOR) as tx:
        asked = _find(tx, request_id)
        if asked.ticket_id is not None:
            return queue_queries.ticket_by_id(tx.session, asked.ticket_id)
        rules.check_open(asked, tx.at)
        refusal = codes.try_code(asked, asked.id, typed, secret_key, rules.PURPOSE)
        if refusal is None:
            number = _number(asked)
            ticket = joining_queries.joined_of(tx.session, office_id, number)
            if ticket is None and asked.service_id is None:
                raise joining_rules.NotFromOutside
            ticket = ticket or join(asked, number)
            asked.ticket_id, asked.phone, asked.code_seed = ticket.id, None, None
            return ticket
    raise refusal


def forget_overdue(office_id: int, now: datetime) -> int:
    """Erase the numbers of requests whose code was not entered in time. Returns their number."""
    with transaction(office_id, actors.SYSTEM) as tx:
        late = queries.overdue(tx.session, office_id, now)
        for asked in late:
            asked.phone, asked.code_seed = None, None
        return len(late)


def _wished_service(tx: Transaction, code: str) -> int:
    """The service of a new ticket, unless nobody may join now."""
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    service = offered_service(config, code)
    kept_since = tx.at - timedelta(minutes=config.office.join_minutes)
    joining_rules.check_share(*joining_queries.living(tx.session, tx.office_id, kept_since), config.office.join_share)
    return service.id


def _check_anybody_joined(tx: Transaction) -> None:
    """An office in which nobody can join, and nobody has, sends no codes: its page would text strangers for nothing."""
    office = config_cache.at(tx.office_id, tx.config_version, tx.connection).office
    if not office.join_share and not joining_queries.has_living(tx.session, tx.office_id):
        raise joining_rules.NotFromOutside


def _send_code(tx: Transaction, asked: JoinRequest) -> None:
    codes.next_code(asked, tx.at + code_rules.LASTS)
    tx.session.flush()
    tx.record(RemoteCodeAsked(asked.id, asked.codes))


def _check_pause_of_number(tx: Transaction, number: str) -> None:
    """Between two codes that lead back to its ticket, also if several browsers ask."""
    code_rules.check_pause(queries.back_code_sent_at(tx.session, tx.office_id, number), tx.at)


def _check_codes_left(tx: Transaction, number: str, asked: JoinRequest) -> None:
    since = tx.at - code_rules.CODES_WITHIN
    sent = queries.codes_to(tx.session, tx.office_id, number, since, asked.address_index)
    leads_back = asked.service_id is None
    code_rules.check_codes_left(sent, tx.at, rules.BackCodesUsedUp if leads_back else rules.JoinCodesUsedUp)


def _number(asked: JoinRequest) -> str:
    """The phone number. Raises ``JoinCodeTooLate`` if it was erased or cannot be decrypted."""
    number = field_encryption.readable(asked.phone)
    if number is None:
        raise rules.JoinCodeTooLate
    return number


def _find(tx: Transaction, request_id: int) -> JoinRequest:
    asked = queries.by_id(tx.session, tx.office_id, request_id)
    if asked is None:
        raise NotFound
    return asked
