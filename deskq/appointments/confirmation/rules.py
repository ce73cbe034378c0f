"""Who books, what is asked of them, and how a place that was not confirmed is given back. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sms.one_time_code.rules import SmsCodesUsedUp, check_pause

#: What the codes are derived for (sms/one_time_code).
PURPOSE = "appointment code"
#: Codes for one place. Each keeps the place for ``confirm_minutes`` more.
MOST_CODES = 3
#: States in which an appointment is not, or not yet, that of its visitor: its code opens nothing.
UNPROVEN = ("pending", "released")


class NoMoreCodes(RateLimited):
    slug = "no-more-codes"
    title = N_("No more codes can be sent for this time. Please choose a time again.")


class NumberUsedUp(SmsCodesUsedUp):
    title = N_(
        "We have sent too many codes to this number today. Please try again tomorrow, or come to the office: our staff "
        "can book for you."
    )


class NotConfirmed(DomainError):
    slug = "not-confirmed"
    title = N_("This time was not confirmed soon enough and is free again. Please choose a time again.")


class TooManyFromAddress(RateLimited):
    slug = "too-many-from-address"
    title = N_(
        "Many appointments have already been booked over this internet connection. Please use another connection, or "
        "come to the office: our staff can book for you."
    )


@dataclass(frozen=True, slots=True)
class Booker:
    """Who books. ``by``: as the journal names them. ``address``: keyed hash of the network address of a stranger, whose
    appointments are counted; None for staff and machines with a token. ``must_confirm``: the number has to be proven by
    a code. ``is_staff``: books for citizens at the desk, and may book several for one number."""

    by: str = "visitor"
    address: str | None = None
    must_confirm: bool = False
    is_staff: bool = False


class Held(Protocol):
    """What the rules need to know of an appointment."""

    @property
    def state(self) -> str: ...
    @property
    def codes(self) -> int: ...
    @property
    def code_until(self) -> datetime | None: ...


def check_address(open_now: int, most: int) -> None:
    """``open_now``: appointments of an address that are not over and not proven by a code."""
    if open_now >= most:
        raise TooManyFromAddress


def is_in_time(found: Held, now: datetime) -> bool:
    """Whether its place is still kept for the code."""
    return found.state == "pending" and found.code_until is not None and now < found.code_until


def check_pending(found: Held, now: datetime) -> None:
    if not is_in_time(found, now):
        raise NotConfirmed


def check_may_resend(found: Held, sent_at: datetime | None, now: datetime) -> None:
    """``sent_at``: when its last code was asked for."""
    check_pending(found, now)
    if found.codes >= MOST_CODES:
        raise NoMoreCodes
    check_pause(sent_at, now)


def kept_until(now: datetime, minutes: int, starts_at: datetime) -> datetime:
    """Until when a place is kept for its code: never beyond its own time."""
    return min(now + timedelta(minutes=minutes), starts_at)
