"""How long a wish for a ticket from outside waits for its code, and how many codes are sent. Pure."""

from datetime import datetime
from typing import Protocol

from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sms.one_time_code import rules as code_rules
from deskq.sms.one_time_code.rules import SmsCodesUsedUp

#: What the codes are derived for (sms/one_time_code); changing it makes codes that were sent invalid.
PURPOSE = "join code"
#: Codes for one wish.
MOST_CODES = 3


class JoinCodeTooLate(DomainError):
    slug = "join-code-too-late"
    title = N_("The code was not entered in time. Please ask for a ticket again.")


class NoMoreJoinCodes(RateLimited):
    slug = "no-more-join-codes"
    title = N_("No more codes can be sent now. Please ask for a ticket again.")


class JoinCodesUsedUp(SmsCodesUsedUp):
    title = N_("We have sent too many codes to this number today. Please take a ticket at the kiosk in the hall.")


class Asked(Protocol):
    """What the rules need to know of a wish for a ticket."""

    @property
    def codes(self) -> int: ...
    @property
    def code_until(self) -> datetime | None: ...
    @property
    def ticket_id(self) -> int | None: ...


def is_open(asked: Asked, now: datetime) -> bool:
    """Whether its code can be entered now."""
    return asked.ticket_id is None and asked.code_until is not None and now < asked.code_until


def check_open(asked: Asked, now: datetime) -> None:
    if not is_open(asked, now):
        raise JoinCodeTooLate


def check_may_resend(asked: Asked, sent_at: datetime | None, now: datetime) -> None:
    """``sent_at``: when its last code was asked for."""
    check_open(asked, now)
    if asked.codes >= MOST_CODES:
        raise NoMoreJoinCodes
    code_rules.check_pause(sent_at, now)


def check_codes_left(sent: int) -> None:
    """``sent``: codes sent to a number within a day."""
    if sent >= code_rules.MOST_CODES:
        raise JoinCodesUsedUp
