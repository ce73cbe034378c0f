"""The three questions, until when they can be answered, and undo. Pure."""

from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, NotFound
from deskq.core.text.names import Name

#: {question: its text}, in the order of asking.
QUESTIONS = {
    "done": Name("کار شما انجام شد؟", "Was it done?"),
    "in_time": Name("به موقع بود؟", "Was it in time?"),
    "polite": Name("برخورد خوب بود؟", "Were we polite?"),
}
#: States in which it is rated: it was answered.
RATED_IN = ("finished", "refused")
#: So long after its end.
WITHIN = timedelta(days=30)
UNDO = timedelta(minutes=1)
#: An SMS of one digit.
DIGITS = {"1": True, "2": False}
PAGE, SMS = "page", "sms"


class NotRated(DomainError):
    slug = "application-not-rated-now"
    title = N_("This application cannot be rated now: it has not ended, or it ended more than a month ago.")


class RatedAlready(DomainError):
    slug = "application-rated-already"
    title = N_("You have answered this question already.")


class NothingToTakeBack(DomainError):
    slug = "application-rating-not-taken-back"
    title = N_("An answer can be taken back within a minute only.")


class Ended(Protocol):
    @property
    def state(self) -> str: ...
    @property
    def ended_at(self) -> datetime | None: ...


class Answers(Protocol):
    @property
    def done(self) -> bool | None: ...
    @property
    def in_time(self) -> bool | None: ...
    @property
    def polite(self) -> bool | None: ...
    @property
    def last(self) -> str: ...
    @property
    def last_at(self) -> datetime: ...


def may_rate(application: Ended, now: datetime) -> bool:
    ended = application.ended_at
    return application.state in RATED_IN and ended is not None and now - ended <= WITHIN


def check_rate(application: Ended, rating: Answers | None, question: str, now: datetime) -> None:
    """``NotFound`` for an unknown question, ``NotRated``, or ``RatedAlready``."""
    if question not in QUESTIONS:
        raise NotFound
    if not may_rate(application, now):
        raise NotRated
    if rating is not None and getattr(rating, question) is not None:
        raise RatedAlready


def next_question(rating: Answers | None) -> str | None:
    """The first one without an answer."""
    return next((name for name in QUESTIONS if rating is None or getattr(rating, name) is None), None)


def may_take_back(rating: Answers | None, now: datetime) -> bool:
    """Whether the last answer was given within the minute."""
    return rating is not None and bool(rating.last) and now - rating.last_at <= UNDO
