"""When a visit may be rated, and what may be said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, NotFound
from deskq.core.text.persian import ascii_digits

SCORES = (1, 2, 3, 4, 5)
#: How a visit ended. The served (done, also where it could not be done) are not the only ones who are asked.
ENDINGS = ("done", "could_not", "absent", "cancelled", "expired")
#: The outcomes that are "could not be done".
COULD_NOT = ("documents_missing", "not_possible")
SOURCES = ("phone", "tablet", "kiosk", "sms", "api")
#: Why a rating is counted apart: given by the staff, in a burst from one place, or by a clock that ran back.
MARKS = ("staff", "burst", "clock")
LONGEST_COMMENT = 1000
#: So long after the tap a tablet or a kiosk takes the words to it: then its visitor has gone.
WORDS_ON_SHARED = timedelta(minutes=5)

#: So many ratings from one place in so short a time are a burst; an address counts by the office's own number.
BURSTS = {"tablet": (2, timedelta(seconds=20)), "kiosk": (3, timedelta(minutes=1))}
OF_ADDRESS = timedelta(minutes=10)
#: How far behind the office's time the machine's clock may be before ratings are marked.
CLOCK_BEHIND = timedelta(minutes=1)
#: No group of ratings that a clerk sees is smaller, whatever the office set.
SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """Whence a rating came. ``key`` names the address or device on this one day, "" when it is not known; ``most`` is
    how many ratings of one address count as people, None where many share it."""

    key: str = ""
    staff: bool = False
    most: int | None = None


UNKNOWN = Origin()


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that one visitor after another uses: a kiosk, or the tablet of a counter."""

    source: str
    counter_id: int | None = None


KIOSK = Screen("kiosk")


class NotServed(DomainError):
    slug = "not-served"
    title = N_("This visit has not ended yet. You can rate it afterwards.")


class StaffHere(Forbidden):
    slug = "staff-here"
    title = N_("A member of staff is signed in in this browser. The tablet is for visitors only.")


class NothingToRate(NotFound):
    slug = "nothing-to-rate"
    title = N_("There is no visit to rate with this number.")


class NotAToken(DomainError):
    """A reader of codes read something else."""

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


class Ended(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def outcome(self) -> str | None: ...


class Visit(Ended, Protocol):
    @property
    def since(self) -> datetime: ...
    @property
    def finished_at(self) -> datetime | None: ...


class Given(Protocol):
    @property
    def source(self) -> str: ...
    @property
    def counter_id(self) -> int | None: ...
    @property
    def given_at(self) -> datetime: ...


def ending(visit: Ended) -> str | None:
    """How the visit ended; None while it goes on. Who was missed may still come back: what they rate stays."""
    if visit.state == "done":
        return "could_not" if visit.outcome in COULD_NOT else "done"
    return visit.state if visit.state in ENDINGS else None


def ended_at(visit: Visit) -> datetime:
    return visit.finished_at if visit.state == "done" and visit.finished_at else visit.since


def closes_at(visit: Visit, hours: int) -> datetime | None:
    """Until when an ended visit can be rated."""
    return ended_at(visit) + timedelta(hours=hours) if ending(visit) else None


def check(visit: Visit, hours: int, now: datetime) -> None:
    """Nothing when the visit may be rated now."""
    until = closes_at(visit, hours)
    if until is None:
        raise NotServed
    if now > until:
        raise TooLate


def check_score(score: int, source: str) -> None:
    if score not in SCORES:
        raise InvalidInput({"score": N_("Please choose one of the options.")})
    if source not in SOURCES:
        raise InvalidInput({"source": N_("Please choose one of the options.")})


def check_just_given(rating: Given | None, at: Screen, now: datetime) -> None:
    """Nothing when a shared screen may take words to this rating: it was given there (tablet: at this counter) just
    now."""
    if rating is None or rating.source != at.source or at.counter_id not in (None, rating.counter_id):
        raise NotThisVisit
    if now - rating.given_at > WORDS_ON_SHARED:
        raise TooLate


def check_added(rating: Given, hours: int, now: datetime) -> None:
    """Nothing while something may be added to a rating: as long as the rating itself had."""
    if now - rating.given_at > timedelta(hours=hours):
        raise TooLate


def check_words(reasons: Sequence[str], comment: str, known: Collection[str]) -> None:
    wrong = {}
    if not set(reasons) <= set(known) or len(reasons) > len(known):
        wrong["reasons"] = N_("Please choose one of the options.")
    if len(comment) > LONGEST_COMMENT:
        wrong["comment"] = N_("This text is too long.")
    if wrong:
        raise InvalidInput(wrong)


def burst(source: str, most: int | None) -> tuple[int, timedelta] | None:
    """More than so many ratings within so long are a burst; None where nothing is counted."""
    return BURSTS.get(source) or ((most, OF_ADDRESS) if most is not None else None)


def is_clock_wrong(given_at: datetime, machine: datetime, ended: datetime) -> bool:
    """Whether the machine's clock ran back: behind the office's own time, or before the visit had ended."""
    return given_at - machine > CLOCK_BEHIND or given_at < ended


def score_of(text: str) -> int:
    """The score in a text message: one digit from 1 to 5, in any writing, with or without words around it."""
    digits = [char for char in ascii_digits(text[:LONGEST_COMMENT]) if char in "0123456789"]
    if len(digits) != 1 or int(digits[0]) not in SCORES:
        raise InvalidInput({"score": N_("Please answer with one digit from 1 to 5.")})
    return int(digits[0])


def mean(scores: Sequence[int], group: int) -> tuple[int, float | None]:
    """How many ratings stand in whole groups, in the order given, and their mean, None before the first is full: single
    ratings are never seen, not even by watching the mean move."""
    whole = scores[: len(scores) - len(scores) % group]
    return len(whole), sum(whole) / len(whole) if whole else None
