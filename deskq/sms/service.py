"""Keeping a number and erasing it; making messages, claiming them, and writing down what became of them.

Each is a short transaction of the office, so that however many processes send, one message is claimed by one of them.
No request to a gateway is made inside.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import delete

from deskq.core import clock
from deskq.core.errors import InvalidInput
from deskq.core.transactions import Transaction, transaction
from deskq.office import config_cache
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.queue.queries import people_ahead
from deskq.queue.rules.transitions import LIVE, CannotMove
from deskq.sms import notification_port, phone_numbers, queries, rating_port, rules, templates
from deskq.sms.gateways.port import Later, NotTaken, Refused
from deskq.sms.models import Message, Notice, Sms, VisitorPhone

OUTBOX = "outbox"
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to be sent now, by whoever claimed it and nobody else."""

    kind: type[Any]  # of the message
    id: int
    office_id: int
    attempt: int
    number: str
    text: str


def read_number(typed: str) -> str:
    """The number in E.164, or ``BadFields`` with the sentence for whoever typed it."""
    try:
        return phone_numbers.read(typed)
    except phone_numbers.WrongNumber as wrong:
        raise InvalidInput({"phone": str(wrong)}) from None


class Numbered(Protocol):
    """What the line gives: a ticket."""

    @property
    def id(self) -> int: ...


T = TypeVar("T", bound=Numbered)


def keep_with(office_id: int, by: str, number: str | None, issue: Callable[[], T]) -> T:
    """The line's own press, ``issue``, and the visitor's number, if one is given, in one transaction."""
    if number is None:
        return issue()
    with transaction(office_id, by):
        made = issue()
        keep_number(office_id, by, made.id, number)
        return made


def keep_number(office_id: int, by: str, ticket_id: int, number: str) -> None:
    """Tell this visitor by text message; ``number`` as ``read_number`` gives it. Another one takes its place."""
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
    """Put a message that belongs to no ticket into the outbox, in the transaction that has reason for it."""
    tx.session.add(Notice(office_id=tx.office_id, about=about, until=until, made_at=tx.at, next_at=tx.at, attempts=0))


def make_due(office_id: int) -> int:
    """Put every message into the outbox that the state of the hall calls for. Returns how many."""
    with transaction(office_id, OUTBOX) as tx:
        missing = queries.missing(tx.session, office_id, tx.at)
        tx.session.add_all(
            Sms(office_id=office_id, ticket_id=ticket, event=event, call=call, made_at=tx.at, next_at=tx.at)
            for ticket, event, call in missing
        )
        return len(missing)


def claim(office_id: int) -> list[Claimed]:
    """Messages to be sent now. That they are being sent is on the disk before the first request goes out: whoever dies
    meanwhile leaves a message in doubt, and such a one is never sent again."""
    claimed = []
    with transaction(office_id, OUTBOX) as tx:
        for message in queries.to_do(tx.session, office_id, tx.at, AT_ONCE):
            if message.state == "sending":
                _end(message, "unsure", tx.at, "interrupted")
            elif _goes_on(tx, message):
                tx.session.delete(message)
            elif (ready := _ready(tx, message)) is not None:
                message.state, message.attempts = "sending", message.attempts + 1
                message.next_at = tx.at + rules.LEASE
                claimed.append(Claimed(type(message), message.id, office_id, message.attempts, *ready))
    return claimed


def _goes_on(tx: Transaction, message: Message) -> bool:
    """Whether it asks how a visit was that was taken up again: it is asked at the end that comes."""
    if isinstance(message, Notice) or message.event != rules.RATE:
        return False
    return not rules.still_true(rules.RATE, 0, queue_queries.ticket_by_id(tx.session, message.ticket_id))


def _ready(tx: Transaction, message: Message) -> tuple[str, str] | None:
    """Number and text, if the message is still true, in time, and its number still here; else it is dropped."""
    found = _of_turn(tx, message) if isinstance(message, Sms) else notification_port.written(tx.session, message)
    if found is not None and _is_worth_sending(message, tx.at):
        return found
    _end(message, "dropped", tx.at, message.problem or ("untrue" if found is None else "late"))
    return None


def _of_turn(tx: Transaction, message: Sms) -> tuple[str, str] | None:
    ticket = queue_queries.ticket_by_id(tx.session, message.ticket_id)
    number = queries.number_of(tx.session, ticket.id)
    if number is None or not rules.still_true(message.event, message.call, ticket):
        return None
    way = rating_port.way(ticket.id) if message.event == rules.RATE else None
    if message.event == rules.RATE and (way is None or not queries.can_rate(tx.session, ticket.id)):
        return None
    return number, templates.text(_told(tx, message, ticket, way))


def _is_worth_sending(message: Message, moment: datetime) -> bool:
    if isinstance(message, Notice):
        return moment < message.until
    if message.event == rules.RATE and rules.is_night(moment, clock.zone()):
        return False
    return rules.is_worth_sending(message.event, message.made_at, moment)


def _told(tx: Transaction, message: Sms, ticket: Ticket, way: rating_port.Way | None) -> templates.SmsContent:
    about = config_cache.at(tx.office_id, tx.catalogue, tx.connection)
    goes = message.event in (rules.CALLED, rules.MISSED) and ticket.counter_id
    place = about.counters[ticket.counter_id].place if goes and ticket.counter_id else None
    ahead = people_ahead(tx.session, about, clock.now()).get(ticket.id, 0) if message.event == rules.NEAR else 0
    return templates.SmsContent(
        message.event, ticket.language, about.office.name, ticket.code, ahead, place, way, ticket.state
    )


def settle(claimed: Claimed, answer: str | NotTaken) -> None:
    """Write down the gateway's reference, or why the message was not taken; it may go back into the outbox."""
    with transaction(claimed.office_id, OUTBOX) as tx:
        message: Message | None = tx.session.get(claimed.kind, claimed.id, populate_existing=True)
        if message is None or (message.state, message.attempts) != ("sending", claimed.attempt):
            return  # it took so long that the message was given up as in doubt
        if isinstance(answer, str):
            _end(message, "sent", tx.at, None, answer)
        elif isinstance(answer, Later):
            _put_back(message, tx.at, answer)
        else:
            _end(message, "refused" if isinstance(answer, Refused) else "unsure", tx.at, answer.reason, answer.code)


def _put_back(message: Message, now: datetime, why: Later) -> None:
    """Try again later, if it is still worth it then."""
    message.problem, message.reference = why.reason, why.code
    longest = rules.LONGEST_OF_NOTICES if isinstance(message, Notice) else rules.LONGEST_PAUSE
    again = now + rules.pause(message.attempts, random.random(), longest)  # noqa: S311  (spreads, guards nothing)
    if _is_worth_sending(message, again):
        message.state, message.next_at = "waiting", again
    else:
        _end(message, "dropped", now, why.reason, why.code)


def _end(message: Message, state: str, now: datetime, problem: str | None, reference: str | None = None) -> None:
    message.state, message.done_at, message.problem = state, now, problem
    message.reference = (reference or "")[:40] or message.reference


def erase_numbers(office_id: int, before: int, asks: bool = False) -> int:
    """Erase the numbers of business days before the Jalali day ``before``, but for those the outbox still needs where
    it ``asks``. Returns how many."""
    with transaction(office_id, OUTBOX) as tx:
        old = queries.old_numbers(tx.session, office_id, before, asks)
        return int(tx.connection.execute(delete(VisitorPhone).where(VisitorPhone.ticket_id.in_(old))).rowcount)
