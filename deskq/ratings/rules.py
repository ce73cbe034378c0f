"""When a visit may be rated, what a rating may contain, and which ratings are suspicious. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, NotFound
from deskq.core.text.persian import ascii_digits

SCORES = (1, 2, 3, 4, 5)
#: How a visit ended. Visitors who were not served are asked as well.
ENDINGS = ("done", "could_not", "absent", "cancelled", "expired")
#: Outcomes of a finished visit that give the ending "could_not".
COULD_NOT = ("documents_missing", "not_possible")
SOURCES = ("phone", "tablet", "kiosk", "sms", "api")
#: Why a rating is excluded: given by staff, in a burst from one place, or while the machine's clock had run back.
MARKS = ("staff", "burst", "clock")
MAX_COMMENT_LENGTH = 1000
#: How long after the tap a tablet or kiosk accepts reasons and a comment; later its visitor has gone.
SHARED_SCREEN_WINDOW = timedelta(minutes=5)

#: This many ratings from one device within this time are a burst; for an address the office sets the number.
BURST_LIMITS = {"tablet": (2, timedelta(seconds=20)), "kiosk": (3, timedelta(minutes=1))}
ADDRESS_BURST_WINDOW = timedelta(minutes=10)
#: How far the machine's clock may be behind the office's time before ratings are marked.
MAX_CLOCK_LAG = timedelta(minutes=1)
#: The smallest group of ratings a clerk may see, whatever the office has set.
MIN_GROUP_SIZE = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rating came from. ``key``: pseudonym of the address or device, valid for one day, "" when unknown.
    ``most``: how many ratings of one address are accepted before they count as a burst; None: not limited (shared)."""

    key: str = ""
    staff: bool = False
    most: int | None = None


UNKNOWN_ORIGIN = Origin()


@dataclass(frozen=True, slots=True)
class SharedScreen:
    """A screen used by one visitor after another: a kiosk, or the tablet of a counter."""

    source: str
    counter_id: int | None = None


KIOSK = SharedScreen("kiosk")


class VisitNotEnded(DomainError):
    slug = "not-served"
    title = N_("This visit has not ended yet. You can rate it afterwards.")


class StaffSignedIn(Forbidden):
    slug = "staff-here"
    title = N_("A member of staff is signed in in this browser. The tablet is for visitors only.")


class NothingToRate(NotFound):
    slug = "nothing-to-rate"
    title = N_("There is no visit to rate with this number.")


class NotATicketCode(DomainError):
    """The code reader of the kiosk read something that is not the code of a ticket."""

    slug, status = "not-a-token", 422
    title = N_("This is not a ticket code. Please hold the square code on your ticket in front of the reader.")


class AlreadyAnswered(DomainError):
    slug = "already-answered"
    title = N_("You have already answered this. Thank you.")


class TooLate(DomainError):
    slug = "too-late"
    title = N_("The time to rate this visit has passed.")


class NotThisVisit(DomainError):
    slug = "not-this-visit"
    title = N_("You can only rate the visit that has just ended here.")


class AlreadyRated(DomainError):
    slug = "already-rated"
    title = N_("This visit has already been rated. Thank you.")


class EndedVisit(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def outcome(self) -> str | None: ...


class Visit(EndedVisit, Protocol):
    @property
    def since(self) -> datetime: ...
    @property
    def finished_at(self) -> datetime | None: ...


class StoredRating(Protocol):
    @property
    def source(self) -> str: ...
    @property
    def counter_id(self) -> int | None: ...
    @property
    def given_at(self) -> datetime: ...


def ending(visit: EndedVisit) -> str | None:
    """How the visit ended; None while it goes on. An absent visitor may come back: their rating stays."""
    if visit.state == "done":
        return "could_not" if visit.outcome in COULD_NOT else "done"
    return visit.state if visit.state in ENDINGS else None


def ended_at(visit: Visit) -> datetime:
    return visit.finished_at if visit.state == "done" and visit.finished_at else visit.since


def closes_at(visit: Visit, hours: int) -> datetime | None:
    """Until when a visit can be rated: ``hours`` after its end; None while it goes on."""
    return ended_at(visit) + timedelta(hours=hours) if ending(visit) else None


def check_may_be_rated(visit: Visit, hours: int, now: datetime) -> None:
    """Raise ``VisitNotEnded`` or ``TooLate`` unless the visit may be rated now."""
    until = closes_at(visit, hours)
    if until is None:
        raise VisitNotEnded
    if now > until:
        raise TooLate


def check_score(score: int, source: str) -> None:
    if score not in SCORES:
        raise InvalidInput({"score": N_("Please choose one of the options.")})
    if source not in SOURCES:
        raise InvalidInput({"source": N_("Please choose one of the options.")})


def check_just_rated_here(rating: StoredRating | None, at: SharedScreen, now: datetime) -> None:
    """Raise unless this rating was given at this shared screen (tablet: at this counter) just now."""
    if rating is None or rating.source != at.source or at.counter_id not in (None, rating.counter_id):
        raise NotThisVisit
    if now - rating.given_at > SHARED_SCREEN_WINDOW:
        raise TooLate


def check_may_add(rating: StoredRating, hours: int, now: datetime) -> None:
    """Raise ``TooLate`` once ``hours`` have passed since the rating: until then something may be added to it."""
    if now - rating.given_at > timedelta(hours=hours):
        raise TooLate


def check_reasons_and_comment(reasons: Sequence[str], comment: str, known: Collection[str]) -> None:
    """``InvalidInput`` for unknown reasons or a comment that is too long."""
    wrong = {}
    if not set(reasons) <= set(known) or len(reasons) > len(known):
        wrong["reasons"] = N_("Please choose one of the options.")
    if len(comment) > MAX_COMMENT_LENGTH:
        wrong["comment"] = N_("This text is too long.")
    if wrong:
        raise InvalidInput(wrong)


def burst_limit(source: str, most: int | None) -> tuple[int, timedelta] | None:
    """(number of ratings, time within which they are a burst); None where bursts are not detected."""
    return BURST_LIMITS.get(source) or ((most, ADDRESS_BURST_WINDOW) if most is not None else None)


def is_clock_wrong(given_at: datetime, machine: datetime, ended: datetime) -> bool:
    """Whether the machine's clock ran back: it is behind the office's time, or shows a time before the visit ended."""
    return given_at - machine > MAX_CLOCK_LAG or given_at < ended


def parse_score(text: str) -> int:
    """The score in an SMS: exactly one digit, from 1 to 5, Persian or Latin, with or without words around it."""
    digits = [char for char in ascii_digits(text[:MAX_COMMENT_LENGTH]) if char in "0123456789"]
    if len(digits) != 1 or int(digits[0]) not in SCORES:
        raise InvalidInput({"score": N_("Please answer with one digit from 1 to 5.")})
    return int(digits[0])


def grouped_mean(scores: Sequence[int], group: int) -> tuple[int, float | None]:
    """(ratings in complete groups of ``group``, in the order given; their mean, None before the first group is full).
    Only complete groups count, so that no single rating can be seen, not even by watching the mean change."""
    whole = scores[: len(scores) - len(scores) % group]
    return len(whole), sum(whole) / len(whole) if whole else None
