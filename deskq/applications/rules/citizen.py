"""How much an applicant may send by the tracking page, and until when. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, RateLimited

#: Files for one document, for all documents, and within a day.
MOST_OF_DOCUMENT, MOST_IN_ALL, MOST_WITHIN, WITHIN = 10, 60, 20, timedelta(days=1)
MOST_CALLS = 3


class NotMissing(DomainError):
    slug = "document-not-missing"
    title = N_("This document is not missing any more.")


class ManyFiles(RateLimited):
    slug = "many-files"
    title = N_("Many files were sent for this application already. Please bring the rest to the service desk.")


class ManyCalls(RateLimited):
    slug = "many-calls"
    title = N_("You have been called back several times today. Please call 137 or come to the service desk.")


class NoPhone(DomainError):
    slug = "no-phone-number"
    title = N_("No phone number was given with this application. Please call 137 or come to the service desk.")


class TooLateToObject(DomainError):
    slug = "too-late-to-object"
    title = N_("The time to object by this page is over. Please come to the service desk.")


class SentFile(Protocol):
    @property
    def document(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class Happened(Protocol):
    @property
    def verb(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class Ended(Protocol):
    @property
    def ended_at(self) -> datetime | None: ...


def check_files(known: Sequence[SentFile], document: str, more: int, now: datetime) -> None:
    """``ManyFiles`` when so many more are too many."""
    of_document = sum(one.document == document for one in known)
    today = sum(now - one.at < WITHIN for one in known)
    if of_document + more > MOST_OF_DOCUMENT or len(known) + more > MOST_IN_ALL or today + more > MOST_WITHIN:
        raise ManyFiles


def check_calls(steps: Sequence[Happened], now: datetime) -> None:
    if sum(one.verb == "ask_call" and now - one.at < WITHIN for one in steps) >= MOST_CALLS:
        raise ManyCalls


def check_in_time(application: Ended, within: timedelta, now: datetime) -> None:
    """``TooLateToObject`` when the time after the refusal is over."""
    if application.ended_at is not None and now > application.ended_at + within:
        raise TooLateToObject
