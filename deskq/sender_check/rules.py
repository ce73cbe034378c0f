"""Refusals of somebody who wants to prove that they are the sender of a message."""

from collections.abc import Iterable
from datetime import datetime

from deskq.citizen_check import rules
from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sms.one_time_code.rules import MOST_CODES, SentCodes, SmsCodesUsedUp, seconds_until_fewer

#: Codes a day to one number, of all messages with it: anybody can send in messages with the number of somebody else.
MOST_TO_NUMBER = 2 * MOST_CODES


class TooManyTries(RateLimited):
    slug = "too-many-tries"
    title = N_("Wrong digits were entered too often. They no longer open this message.")


class NoSuchMessage(DomainError):
    slug, status = "no-such-message", 422
    title = N_("We found no message with this tracking code.")


class NoSmsCode(rules.NoSmsCode):
    title = N_("We cannot text a code for this message. Please come to the service desk.")


class MessageCodesUsedUp(SmsCodesUsedUp):
    title = N_(
        "No more codes can be sent for this message today. Please try again tomorrow, or come to the service desk."
    )


class NumberCodesUsedUp(SmsCodesUsedUp):
    title = N_(
        "We have sent too many codes to this number today. Please try again tomorrow, or come to the service desk."
    )


def check_number(sent: Iterable[SentCodes], now: datetime) -> None:
    """``sent``: codes sent to a number within a day, for any message."""
    if seconds := seconds_until_fewer(sent, MOST_TO_NUMBER, now):
        raise NumberCodesUsedUp(seconds=seconds)
