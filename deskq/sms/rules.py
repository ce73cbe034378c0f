"""Which SMS is due, how late it may still be sent, when to retry, and how many parts a text has. Pure."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

NEAR, CALLED, MISSED, RATE = "near", "called", "missed", "rate"
EVENTS = (NEAR, CALLED, MISSED, RATE)
#: States of an SMS: to be sent, being sent (the request may be out), accepted by the gateway, refused by it, no longer
#: worth sending, or unconfirmed: perhaps accepted, and therefore never sent again.
STATES = ("waiting", "sending", "sent", "refused", "dropped", "unsure")

NEAR_AHEAD = 2  #: people before a visitor who is asked to come near
#: Later than this an SMS does more harm than good: the visitor has come, or the next SMS is due.
MAX_DELAY = {
    NEAR: timedelta(minutes=3),
    CALLED: timedelta(minutes=2),
    MISSED: timedelta(minutes=10),
    RATE: timedelta(hours=2),
}
#: How long after the end of a visit its rating is asked for: the visitor has left the building, or will not
#: come back.
SHORT_DELAY = timedelta(minutes=5)
RATING_DELAY = {"done": SHORT_DELAY, "cancelled": SHORT_DELAY, "expired": SHORT_DELAY, "absent": timedelta(minutes=30)}
ENDED_STATES = tuple(RATING_DELAY)
#: Nobody is asked at night (local time of the office); a business day ends in the middle of one.
DAY_BEGINS, NIGHT_BEGINS = time(8), time(22)
#: The longest time after its end at which a visit is asked about: a night plus the maximum delay.
MAX_SINCE_END = timedelta(hours=24 - NIGHT_BEGINS.hour + DAY_BEGINS.hour) + RATING_DELAY["absent"] + MAX_DELAY[RATE]
#: How long a number is kept beyond its day for a reply by SMS.
REPLY_PERIOD = timedelta(hours=12)
#: Requests end long before this: an SMS still being sent then belonged to a process that died.
LEASE = timedelta(seconds=30)
FIRST_RETRY, MAX_RETRY = timedelta(seconds=5), timedelta(seconds=60)
MAX_NOTICE_RETRY = timedelta(minutes=10)  #: SMS about no ticket are less urgent

PART_UNITS, SINGLE_UNITS = 67, 70  #: UTF-16 units per part in Persian; ASCII parts hold more but are counted alike


class TicketFacts(Protocol):
    """What the rules need to know about a ticket."""

    @property
    def state(self) -> str: ...
    @property
    def since(self) -> datetime: ...
    @property
    def call(self) -> int | None: ...
    @property
    def ahead_at_issue(self) -> int: ...


def due_sms(ticket: TicketFacts, ahead: int | None, now: datetime, zone: ZoneInfo) -> tuple[str, int] | None:
    """The SMS due now as (event, call): once for each call, NEAR once for each ticket.

    Derived from the current state, not from events: looking later or twice gives the same SMS or none. ``ahead``:
    people before a waiting visitor. Visitors with at most two of them from the start were told at the kiosk.
    """
    if ticket.state == "waiting":
        close = ahead is not None and ahead <= NEAR_AHEAD < ticket.ahead_at_issue
        return (NEAR, 0) if close and ticket.call is None else None
    if ticket.state in ENDED_STATES and now >= (moment := rating_request_at(ticket, zone)):
        return (RATE, 0) if is_worth_sending(RATE, moment, now) else None
    event = {"called": CALLED, "absent": MISSED}.get(ticket.state)
    if event is None or not is_worth_sending(event, ticket.since, now):
        return None
    return event, ticket.call or 0


def rating_request_at(ticket: TicketFacts, zone: ZoneInfo) -> datetime:
    """When the rating of an ended visit is asked for: never at night."""
    moment = (ticket.since + RATING_DELAY[ticket.state]).astimezone(zone)
    if not is_night(moment, zone):
        return moment
    day = moment.date() + timedelta(days=moment.time() >= NIGHT_BEGINS)
    return datetime.combine(day, DAY_BEGINS, zone)


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    return not DAY_BEGINS <= moment.astimezone(zone).time() < NIGHT_BEGINS


def is_number_needed(
    ticket: TicketFacts, asked_at: datetime | None, replies: bool, now: datetime, zone: ZoneInfo
) -> bool:
    """Whether the number of a visit is needed although its day is over: until the rating was asked for (``asked_at``),
    and where visitors reply by SMS (``replies``) a while longer."""
    if asked_at is not None:
        return replies and now - asked_at < REPLY_PERIOD
    return ticket.state not in ENDED_STATES or now - rating_request_at(ticket, zone) < MAX_DELAY[RATE]


def is_worth_sending(event: str, since: datetime, now: datetime) -> bool:
    return now - since < MAX_DELAY[event]


def is_still_true(event: str, call: int, ticket: TicketFacts) -> bool:
    """Whether the state of the ticket still matches the SMS."""
    if event == NEAR:
        return ticket.state == "waiting"
    if event == RATE:
        return ticket.state in ENDED_STATES
    return ticket.state == ("called" if event == CALLED else "absent") and (ticket.call or 0) == call


def retry_delay(attempts: int, chance: float, longest: timedelta = MAX_RETRY) -> timedelta:
    """Delay after so many attempts: doubling, and spread by ``chance`` (0 to 1) over half of it, so that SMS that
    failed together are not retried together."""
    whole = min(FIRST_RETRY * (1 << min(attempts - 1, 10)), longest)
    return whole * (0.75 + chance / 2)


def part_count(text: str) -> int:
    """Number of parts the gateway bills for this text."""
    units = len(text.encode("utf-16-le")) // 2
    return 1 if units <= SINGLE_UNITS else -(-units // PART_UNITS)


def first_single_part(candidates: Iterable[str]) -> str:
    """The first candidate that fits into one part; the last one if none does."""
    return first_within(1, candidates)


def first_within(parts: int, candidates: Iterable[str]) -> str:
    """The first candidate of at most so many parts; the last one if none is."""
    text = ""
    for text in candidates:
        if part_count(text) <= parts:
            break
    return text
