"""When a visit may be rated, and what may be said."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from deskq.errors import N_, BadFields, Refused
from deskq.persian import Name

SCORES = (1, 2, 3, 4, 5)
#: How a visit ended. The served (done, also where it could not be done) are not the only ones who are asked.
ENDINGS = ("done", "could_not", "absent", "cancelled", "expired")
#: The outcomes that are "could not be done".
COULD_NOT = ("documents_missing", "not_possible")
SOURCES = ("phone", "tablet", "kiosk", "sms", "api")
#: Why a rating is counted apart: given by the staff, in a burst from one place, or by a clock that ran back.
MARKS = ("staff", "burst", "clock")
LONGEST_COMMENT = 1000
#: So long after the tap a tablet takes the words to it: then its visitor has gone.
WORDS_AT_TABLET = timedelta(minutes=5)

#: What a visitor may name, good or bad; from the axes of the satisfaction questionnaire.
REASONS = {
    "conduct": Name("برخورد", "Conduct"),
    "waiting": Name("زمان انتظار", "Waiting time"),
    "guidance": Name("راهنمایی", "Guidance"),
    "accuracy": Name("دقت کار", "Accuracy"),
    "visits": Name("تعداد مراجعه", "Number of visits"),
    "order": Name("نظم و محیط", "Order and space"),
}


class NotServed(Refused):
    slug = "not-served"
    title = N_("This visit has not ended yet; it can be rated afterwards.")


class TooLate(Refused):
    slug = "too-late"
    title = N_("The time for rating this visit is over.")


class NotThisVisit(Refused):
    slug = "not-this-visit"
    title = N_("Only the visit that has just ended here can be rated here.")


class AlreadyRated(Refused):
    slug = "already-rated"
    title = N_("This visit has been rated already. Thank you.")


class Visit(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def outcome(self) -> str | None: ...
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


def ending(visit: Visit) -> str | None:
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


def check_words_at_tablet(rating: Given | None, counter_id: int, now: datetime) -> None:
    """Nothing when the tablet of a counter may take words to this rating: it was given there just now."""
    if rating is None or rating.source != "tablet" or rating.counter_id != counter_id:
        raise NotThisVisit
    if now - rating.given_at > WORDS_AT_TABLET:
        raise TooLate


def check_words(reasons: Sequence[str], comment: str) -> None:
    wrong = {}
    if not set(reasons) <= set(REASONS) or len(reasons) > len(REASONS):
        wrong["reasons"] = N_("Please choose one of the given values.")
    if len(comment) > LONGEST_COMMENT:
        wrong["comment"] = N_("This is too long.")
    if wrong:
        raise BadFields(wrong)


def mean(scores: Sequence[int], group: int) -> float | None:
    """The mean of whole groups in the order given, None before the first is full: single ratings are never seen, not
    even by watching the mean move."""
    whole = scores[: len(scores) - len(scores) % group]
    return sum(whole) / len(whole) if whole else None
