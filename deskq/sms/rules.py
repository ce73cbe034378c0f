"""Which message is due, how long it is worth sending, when to try again, and how many parts a text has. Pure."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

NEAR, CALLED, MISSED, RATE = "near", "called", "missed", "rate"
EVENTS = (NEAR, CALLED, MISSED, RATE)
#: A message is: to be sent, being sent (its request may be out), taken by the gateway, refused by it, no longer worth
#: sending, or in doubt: perhaps taken, and therefore never sent again.
STATES = ("waiting", "sending", "sent", "refused", "dropped", "unsure")

NEAR_AHEAD = 2  #: people before a visitor who is told to come near
#: After so long a message does more harm than good: the visitor has come, or the next one is already there.
WORTH = {
    NEAR: timedelta(minutes=3),
    CALLED: timedelta(minutes=2),
    MISSED: timedelta(minutes=10),
    RATE: timedelta(hours=2),
}
#: Visits that are over: how they were is asked so long after the end, when the visitor is out of the door, or will not
#: come back.
SOON = timedelta(minutes=5)
ASKED_AFTER = {"done": SOON, "cancelled": SOON, "expired": SOON, "absent": timedelta(minutes=30)}
ENDED = tuple(ASKED_AFTER)
#: Nobody is asked at night, by the office's clock; a day closes itself in the middle of one.
MORNING, NIGHT = time(8), time(22)
#: So long after they ended visits may still have to be asked about: over a night, and as long as it is worth it.
LONGEST_ENDED = timedelta(hours=24 - NIGHT.hour + MORNING.hour) + ASKED_AFTER["absent"] + WORTH[RATE]
#: A number is kept over the end of its day for an answer by text.
ANSWERED_WITHIN = timedelta(hours=12)
#: A request is answered or given up long before this: a message still being sent then belonged to a process that died.
LEASE = timedelta(seconds=30)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(seconds=60)
LONGEST_OF_NOTICES = timedelta(minutes=10)  #: what is about no turn has time

FIRST_PART, SINGLE = 67, 70  #: UTF-16 units of a text in Persian letters; plain ASCII holds more, and is counted alike


class Turn(Protocol):
    """What the rules look at of a ticket."""

    @property
    def state(self) -> str: ...
    @property
    def since(self) -> datetime: ...
    @property
    def call(self) -> int | None: ...
    @property
    def ahead_at_issue(self) -> int: ...


def due(turn: Turn, ahead: int | None, now: datetime, zone: ZoneInfo) -> tuple[str, int] | None:
    """The message this moment calls for, as (event, call): told once for each call, "near" once for each ticket.

    It is read off the state and not off what happened: whoever looks later, or twice, finds the same message or none.
    ``ahead`` is the people before a waiting visitor. Who had no more than two of them from the start was told at the
    kiosk.
    """
    if turn.state == "waiting":
        close = ahead is not None and ahead <= NEAR_AHEAD < turn.ahead_at_issue
        return (NEAR, 0) if close and turn.call is None else None
    if turn.state in ENDED and now >= (moment := asks_at(turn, zone)):
        return (RATE, 0) if is_worth_sending(RATE, moment, now) else None
    event = {"called": CALLED, "absent": MISSED}.get(turn.state)
    if event is None or not is_worth_sending(event, turn.since, now):
        return None
    return event, turn.call or 0


def asks_at(turn: Turn, zone: ZoneInfo) -> datetime:
    """When an ended visit is asked about: by day."""
    moment = (turn.since + ASKED_AFTER[turn.state]).astimezone(zone)
    if not is_night(moment, zone):
        return moment
    day = moment.date() + timedelta(days=moment.time() >= NIGHT)
    return datetime.combine(day, MORNING, zone)


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    return not MORNING <= moment.astimezone(zone).time() < NIGHT


def is_kept(turn: Turn, asked_at: datetime | None, answers: bool, now: datetime, zone: ZoneInfo) -> bool:
    """Whether the number of a visit is needed although its day is over: until the text that asks has gone
    (``asked_at``), and where it is answered by text (``answers``) a while longer."""
    if asked_at is not None:
        return answers and now - asked_at < ANSWERED_WITHIN
    return turn.state not in ENDED or now - asks_at(turn, zone) < WORTH[RATE]


def is_worth_sending(event: str, since: datetime, now: datetime) -> bool:
    return now - since < WORTH[event]


def still_true(event: str, call: int, turn: Turn) -> bool:
    """Whether the visitor's turn still stands as the message says."""
    if event == NEAR:
        return turn.state == "waiting"
    if event == RATE:
        return turn.state in ENDED
    return turn.state == ("called" if event == CALLED else "absent") and (turn.call or 0) == call


def pause(attempts: int, chance: float, longest: timedelta = LONGEST_PAUSE) -> timedelta:
    """How long to wait after so many attempts: doubling, and spread by ``chance`` (0 to 1) over half of it, so that
    messages that failed together do not come back together."""
    whole = min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), longest)
    return whole * (0.75 + chance / 2)


def parts(text: str) -> int:
    """How many messages the gateway counts for this text."""
    units = len(text.encode("utf-16-le")) // 2
    return 1 if units <= SINGLE else -(-units // FIRST_PART)


def fitting(versions: Iterable[str]) -> str:
    """The first version of a text that is one message; the last one if none is."""
    text = ""
    for text in versions:
        if parts(text) == 1:
            break
    return text
