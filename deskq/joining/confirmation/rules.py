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
