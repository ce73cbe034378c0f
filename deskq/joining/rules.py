"""Rules of joining from outside: how many visitors may join, who keeps the place, when to leave, how arrival is shown.
Pure."""

import hmac
import math
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from deskq.core.errors import N_, DomainError

#: So many may always join, independent of their share; otherwise nobody could join an empty hall.
ALWAYS = 5
#: The digits at the door are shown for so long, and accepted for the same time again.
CODE_SECONDS = 120
CODE_DIGITS = 4
EARTH = 6_371_000  # metres
#: The error of a phone's position is subtracted from the distance, but at most so much.
MOST_ERROR = 100  # metres
PLACE = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,،]\s*(-?\d{1,3}(?:\.\d+)?)\s*")
MOST_TRAVEL = 180  # minutes
#: For so long after joining no SMS to leave is sent, because the page or an SMS has just said when to leave.
JUST_JOINED = timedelta(minutes=3)
NEAR_AHEAD = 2
WAYS = ("code", "distance", "kiosk")


class OnTheWay(Protocol):
    """A visitor who is not here yet; the fields as in ``queue/joining_port.py``."""

    @property
    def ahead(self) -> int: ...
    @property
    def leave_at(self) -> datetime | None: ...
    @property
    def turn_at(self) -> datetime | None: ...
    @property
    def keeps_until(self) -> datetime | None: ...


class JoiningOff(DomainError):
    slug = "joining-off"
    title = N_("Tickets cannot be taken from outside at the moment. Please take one at the kiosk in the hall.")


class ShareFull(DomainError):
    slug = "share-full"
    title = N_("All places for joining from outside are taken now. Please try again later, or come to the hall.")


class AlreadyJoined(DomainError):
    """The sentence does not name the ticket: the person who entered the number need not be its owner, and the board
    shows the counter of a ticket."""

    slug = "already-joined"
    title = N_("This number already has a ticket today. Each number can have one ticket at a time.")


class WrongDoorCode(DomainError):
    slug = "wrong-door-code"
    title = N_("This is not the code at the door now. It changes every few minutes; please read it again.")


class TooFar(DomainError):
    slug = "too-far"
    title = N_("You are about %(km)s km away. Please say “I am here” when you have arrived.")


class NoPlace(DomainError):
    slug = "no-place"
    title = N_("This office cannot check the distance. Please use the code at the door, or the kiosk.")


class NotFromOutside(DomainError):
    slug = "not-from-outside"
    title = N_("There is no ticket taken from outside for this number today.")


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees of latitude and longitude."""

    latitude: float
    longitude: float


def check_share(remote: int, everyone: int, share: int) -> None:
    """Raises unless one more may join from outside. Of the tickets that have not ended, at most ``share`` percent may
    be from outside."""
    if not share:
        raise JoiningOff
    if remote >= ALWAYS and (remote + 1) * 100 > share * (everyone + 1):
        raise ShareFull


def keeps_claim(turn_at: datetime | None, now: datetime, grace: timedelta) -> bool:
    """Whether the waiting of a visitor who arrives now counts from joining: the turn has not passed, or not long
    ago."""
    return turn_at is None or now <= turn_at + grace


def leave_at(earliest: datetime, travel: timedelta, now: datetime) -> datetime:
    """When to leave in order to arrive at ``earliest``, the first time at which the turn is likely."""
    return max(now, earliest - travel)


def proportional(seconds: float, ahead: int, ahead_of_newcomer: int) -> float:
    """The wait of a visitor with ``ahead`` people ahead, from the wait of a newcomer, in proportion to the people
    ahead."""
    return seconds * (ahead + 1) / (max(ahead, ahead_of_newcomer) + 1)


def should_leave(on_the_way: OnTheWay, served: bool, now: datetime) -> bool:
    """Whether the visitor must leave now to arrive in time, or the turn has passed but the place is still kept. Without
    an estimate: whether few people are ahead and a counter serves them."""
    if on_the_way.turn_at is not None:
        return on_the_way.keeps_until is not None and now < on_the_way.keeps_until
    if on_the_way.leave_at is not None:
        return on_the_way.leave_at <= now
    return served and on_the_way.ahead <= NEAR_AHEAD


def door_code(key: bytes, office_id: int, slot: int) -> str:
    """The digits at the door in a slot of ``CODE_SECONDS``."""
    mac = hmac.new(key, f"door {office_id} {slot}".encode(), sha256).digest()
    return f"{int.from_bytes(mac[:8]) % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def slot_of(now: datetime) -> int:
    return int(now.timestamp()) // CODE_SECONDS


def check_door_code(typed: str, key: bytes, office_id: int, now: datetime) -> None:
    """Raises unless these are the digits shown now or in the slot before."""
    shown = (door_code(key, office_id, slot_of(now) - earlier) for earlier in (0, 1))
    if not any(hmac.compare_digest(typed.encode(), code.encode()) for code in shown):
        raise WrongDoorCode


def point(text: str) -> Point | None:
    """ "35.4867, 51.0532" as maps copy it; None for anything else."""
    found = PLACE.fullmatch(text)
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return Point(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def check_distance(here: Point, accuracy: float, office: Point | None, within: int) -> None:
    """Raises unless the phone is within ``within`` metres of the office; ``accuracy`` is the possible error of its
    position."""
    if office is None:
        raise NoPlace
    away = metres(here, office)
    if away - min(accuracy, MOST_ERROR) > within:
        raise TooFar(km=max(1, round(away / 1000)))


def metres(one: Point, other: Point) -> float:
    """Distance on the sphere (haversine)."""
    first, second = math.radians(one.latitude), math.radians(other.latitude)
    across, along = second - first, math.radians(other.longitude - one.longitude)
    half = math.sin(across / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(along / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))
