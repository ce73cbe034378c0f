"""Store and erase numbers; create SMS, claim them for sending, store the result.

Each is a short transaction of the office, so that with any number of processes an SMS is claimed once. No request to a
gateway is made inside.
"""

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import delete

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache, directory
from deskq.queue import queries as queue_queries
from deskq.queue.ahead_counts import people_ahead
from deskq.queue.models import Ticket
from deskq.queue.rules.transitions import LIVE, CannotMove
from deskq.sms import notification_port, phone_numbers, queries, rating_port, rules, templates
from deskq.sms.gateways.port import RetryLater, SendFailed, SendRefused
from deskq.sms.models import Notice, OutboxRow, Sms, VisitorPhone

OUTBOX = "outbox"
BATCH = 8


@dataclass(frozen=True, slots=True)
class ClaimedSms:
    """An SMS to be sent now by the process that claimed it."""

    kind: type[Any]  # of the sms
    id: int
    office_id: int
    attempt: int
    number: str
    text: str


def read_number(typed: str) -> str:
    """The number in E.164, or ``InvalidInput`` with the sentence for the person who typed it."""
    try:
        return phone_numbers.parse_mobile(typed)
    except phone_numbers.InvalidNumber as wrong:
        raise InvalidInput({"phone": str(wrong)}) from None


class IssuedTicket(Protocol):
    """What ``issue`` returns: a ticket."""

    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=IssuedTicket)


def issue_with_number(office_id: int, by: str, number: str | None, issue: Callable[[], T]) -> T:
    """Issue a ticket and store the visitor's number, if one is given, in one transaction."""
    if number is None:
        return issue()
    with transaction(office_id, by):
        made = issue()
        store_number(office_id, by, made.id, number)
        return made


def store_number(office_id: int, by: str, ticket_id: int, number: str) -> None:
    """Send this visitor SMS; ``number`` as returned by ``read_number``. Replaces an earlier one. In a practice hall it
    is not stored."""
    if directory.is_practice(db.session(), office_id):
        return
    with transaction(office_id, by) as tx:
        ticket = queue_queries.ticket_by_id(tx.session, ticket_id)
        if ticket.state not in LIVE:
            raise CannotMove(code=ticket.code, state=ticket.state)
        kept = tx.session.get(VisitorPhone, ticket_id)
        if kept is None:
            tx.session.add(VisitorPhone(ticket_id=ticket_id, office_id=office_id, day=ticket.day, number=number))
        else:
            kept.number = number


def add_notice(tx: Transaction, about: str, until: datetime) -> None:
    """Put an SMS that belongs to no ticket into the outbox, within the transaction that causes it. In a practice hall
    nothing is sent."""
    if directory.is_practice(tx.session, tx.office_id):
        return
    tx.session.add(Notice(office_id=tx.office_id, about=about, until=until, made_at=tx.at, next_at=tx.at, attempts=0))


def stop_notices(tx: Transaction, about: Collection[str]) -> bool:
    """Those that wait are not sent any more. Returns whether one of them was sent, or may have been."""
    found = queries.notices(tx.session, tx.office_id, about)
    for one in found:
        if one.state == "waiting":
            _finish(one, "dropped", tx.at, "untrue")
    return any(one.state in ("sending", "sent", "unsure") for one in found)


def create_due(office_id: int) -> int:
    """Put every SMS into the outbox that the current state requires. Returns how many."""
    with transaction(office_id, OUTBOX) as tx:
        missing = queries.missing_sms(tx.session, office_id, tx.at)
        tx.session.add_all(
            Sms(office_id=office_id, ticket_id=ticket, event=event, call=call, made_at=tx.at, next_at=tx.at)
            for ticket, event, call in missing
        )
        return len(missing)


def claim(office_id: int) -> list[ClaimedSms]:
    """SMS to be sent now. Their state "sending" is committed before the first request: a process that dies meanwhile
    leaves an unconfirmed SMS, which is never sent again."""
    claimed = []
    with transaction(office_id, OUTBOX) as tx:
        for sms in queries.open_messages(tx.session, office_id, tx.at, BATCH):
            if sms.state == "sending":
                _finish(sms, "unsure", tx.at, "interrupted")
            elif _visit_resumed(tx, sms):
                tx.session.delete(sms)
            elif (ready := _number_and_text(tx, sms)) is not None:
                sms.state, sms.attempts = "sending", sms.attempts + 1
                sms.next_at = tx.at + rules.LEASE
                claimed.append(ClaimedSms(type(sms), sms.id, office_id, sms.attempts, *ready))
    return claimed


def _visit_resumed(tx: Transaction, sms: OutboxRow) -> bool:
    """Whether it asks for the rating of a visit that was resumed: it will be asked for at the next end."""
    if isinstance(sms, Notice) or sms.event != rules.RATE:
        return False
    return not rules.is_still_true(rules.RATE, 0, queue_queries.ticket_by_id(tx.session, sms.ticket_id))


def _number_and_text(tx: Transaction, sms: OutboxRow) -> tuple[str, str] | None:
    """Number and text, if the SMS is still true, in time, and its number still stored; else it is dropped."""
    ready = (
        _ticket_number_and_text(tx, sms) if isinstance(sms, Sms) else notification_port.number_and_text(tx.session, sms)
    )
    if ready is not None and _is_worth_sending(sms, tx.at):
        return ready
    _finish(sms, "dropped", tx.at, sms.problem or ("untrue" if ready is None else "late"))
    return None


def _ticket_number_and_text(tx: Transaction, sms: Sms) -> tuple[str, str] | None:
    ticket = queue_queries.ticket_by_id(tx.session, sms.ticket_id)
    number = queries.number_of(tx.session, ticket.id)
    if number is None or not rules.is_still_true(sms.event, sms.call, ticket):
        return None
    way = rating_port.rating_method(ticket.id) if sms.event == rules.RATE else None
    if sms.event == rules.RATE and (way is None or not queries.can_be_rated(tx.session, ticket.id)):
        return None
    return number, templates.text(_content(tx, sms, ticket, way))


def _is_worth_sending(sms: OutboxRow, moment: datetime) -> bool:
    if isinstance(sms, Notice):
        return moment < sms.until
    if sms.event == rules.RATE and rules.is_night(moment, clock.zone()):
        return False
    return rules.is_worth_sending(sms.event, sms.made_at, moment)


def _content(tx: Transaction, sms: Sms, ticket: Ticket, way: rating_port.RatingMethod | None) -> templates.SmsContent:
    config = config_cache.at(tx.office_id, tx.config_version, tx.connection)
    directed = sms.event in (rules.CALLED, rules.MISSED) and ticket.counter_id
    place = config.places[ticket.counter_id] if directed and ticket.counter_id else None
    ahead = people_ahead(tx.session, config, clock.now()).get(ticket.id, 0) if sms.event == rules.NEAR else 0
    return templates.SmsContent(
        sms.event, ticket.language, config.office.name, ticket.code, ahead, place, way, ticket.state
    )


def store_result(claimed: ClaimedSms, answer: str | SendFailed) -> None:
    """Store the gateway's reference, or why the SMS was not accepted; it may go back into the outbox."""
    with transaction(claimed.office_id, OUTBOX) as tx:
        sms: OutboxRow | None = tx.session.get(claimed.kind, claimed.id, populate_existing=True)
        if sms is None or (sms.state, sms.attempts) != ("sending", claimed.attempt):
            return  # it took so long that the SMS was already marked as unconfirmed
        if isinstance(answer, str):
            _finish(sms, "sent", tx.at, None, answer)
        elif isinstance(answer, RetryLater):
            _retry(sms, tx.at, answer)
        else:
            _finish(sms, "refused" if isinstance(answer, SendRefused) else "unsure", tx.at, answer.reason, answer.code)


def _retry(sms: OutboxRow, now: datetime, why: RetryLater) -> None:
    """Try again later, if it is still worth sending then."""
    sms.problem, sms.reference = why.reason, why.code
    longest = rules.MAX_NOTICE_RETRY if isinstance(sms, Notice) else rules.MAX_RETRY
    again = now + rules.retry_delay(sms.attempts, random.random(), longest)  # noqa: S311  (jitter, not security)
    if _is_worth_sending(sms, again):
        sms.state, sms.next_at = "waiting", again
    else:
        _finish(sms, "dropped", now, why.reason, why.code)


def _finish(sms: OutboxRow, state: str, now: datetime, problem: str | None, reference: str | None = None) -> None:
    sms.state, sms.done_at, sms.problem = state, now, problem
    sms.reference = (reference or "")[:40] or sms.reference


def erase_numbers(office_id: int, before: int, asks: bool = False) -> int:
    """Erase the numbers of business days before the Jalali day ``before``, except those still needed where the outbox
    ``asks`` for ratings. Returns how many."""
    with transaction(office_id, OUTBOX) as tx:
        old = queries.old_numbers(tx.session, office_id, before, asks)
        return int(tx.connection.execute(delete(VisitorPhone).where(VisitorPhone.ticket_id.in_(old))).rowcount)
