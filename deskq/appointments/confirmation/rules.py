"""Who books, who must confirm, and when an unconfirmed place becomes free. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sms.one_time_code.rules import SmsCodesUsedUp, check_pause

#: Purpose from which the codes are derived (sms/one_time_code).
PURPOSE = "appointment code"
#: Codes for one place. Each code reserves the place for ``confirm_minutes`` more.
MOST_CODES = 3
#: States of an appointment that is not confirmed; its code is not valid at the kiosk.
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
    """The booking party. ``by``: its name in the journal. ``address``: keyed hash of a stranger's network address,
    whose appointments are counted; None for staff and machines with a token. ``must_confirm``: the number must be
    verified by a code. ``is_staff``: staff who book for citizens, also several for one number."""

    by: str = "visitor"
    address: str | None = None
    must_confirm: bool = False
    is_staff: bool = False


class Held(Protocol):
    """The state of an appointment, for these rules."""

    @property
    def state(self) -> str: ...
    @property
    def codes(self) -> int: ...
    @property
    def code_until(self) -> datetime | None: ...


def check_address(open_now: int, most: int) -> None:
    """``open_now``: unconfirmed appointments of an address that are not over."""
    if open_now >= most:
        raise TooManyFromAddress


def is_in_time(found: Held, now: datetime) -> bool:
    """Whether its place is still reserved for the code."""
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
    """Until when a place is reserved for its code, never beyond the time of the appointment."""
    return min(now + timedelta(minutes=minutes), starts_at)
