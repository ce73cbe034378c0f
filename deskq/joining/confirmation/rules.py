"""How long a join request waits for its code, and how many codes are sent. Pure."""

from datetime import datetime
from typing import Protocol

from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sms.one_time_code import rules as code_rules
from deskq.sms.one_time_code.rules import SmsCodesUsedUp

#: Purpose from which the codes are derived (sms/one_time_code). Changing it makes codes invalid that were already sent.
PURPOSE = "join code"
#: Codes for one request.
MOST_CODES = 3
#: Codes a day for one number that one network address asks for: those of one request, and one that leads back to its
#: ticket. Of those of the number some are left, so that a stranger who knows it cannot use up all of them.
MOST_FROM_ADDRESS = 4


class JoinCodeTooLate(DomainError):
    slug = "join-code-too-late"
    title = N_("The code was not entered in time. Please ask for a ticket again.")


class NoMoreJoinCodes(RateLimited):
    slug = "no-more-join-codes"
    title = N_("No more codes can be sent now. Please ask for a ticket again.")


class JoinCodesUsedUp(SmsCodesUsedUp):
    title = N_("We have sent too many codes to this number today. Please take a ticket at the kiosk in the hall.")


class BackCodesUsedUp(SmsCodesUsedUp):
    title = N_("We have sent too many codes to this number today. At the office, enter the number at the kiosk.")


class CodesFromHereUsedUp(SmsCodesUsedUp):
    title = N_(
        "Many codes for this number were asked for over this internet connection today. Please use another connection, "
        "such as mobile data, or come to the office."
    )


class RequestState(Protocol):
    """The state of a join request."""

    @property
    def codes(self) -> int: ...
    @property
    def code_until(self) -> datetime | None: ...
    @property
    def ticket_id(self) -> int | None: ...


def is_open(asked: RequestState, now: datetime) -> bool:
    """Whether the code of the request can be entered now."""
    return asked.ticket_id is None and asked.code_until is not None and now < asked.code_until


def check_open(asked: RequestState, now: datetime) -> None:
    if not is_open(asked, now):
        raise JoinCodeTooLate


def check_may_resend(asked: RequestState, sent_at: datetime | None, now: datetime) -> None:
    """``sent_at``: time at which the last code of the request was asked for."""
    check_open(asked, now)
    if asked.codes >= MOST_CODES:
        raise NoMoreJoinCodes
    code_rules.check_pause(sent_at, now)


def check_codes_left(sent: int, from_here: int, *, has_ticket: bool = False) -> None:
    """``sent``: number of codes sent to a phone number within a day; ``from_here``: of those, the ones for which the
    same network address asked; ``has_ticket``: whether the code is to lead back to a ticket."""
    if sent >= code_rules.MOST_CODES:
        raise BackCodesUsedUp if has_ticket else JoinCodesUsedUp
    if from_here >= MOST_FROM_ADDRESS:
        raise CodesFromHereUsedUp
