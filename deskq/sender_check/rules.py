"""How often a person may try to prove that they are the sender of a message. Codes by SMS: sms/one_time_code."""

from dataclasses import dataclass

from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sms.one_time_code.rules import SmsCodesUsedUp

#: Wrong digits over all time, counted for one message in two ways: in all browsers that were never verified together,
#: and in each verified browser. The sender may have given two numbers; five tries then find four digits once in a
#: thousand messages.
MOST_WRONG = 5
#: Verified browsers of one message; the one verified longest ago is removed first.
MOST_BROWSERS = 20
#: Purpose from which the codes are derived (sms/one_time_code). Changing it makes codes invalid that were already sent.
PURPOSE = "sender code"


@dataclass(frozen=True, slots=True)
class WaysToProve:
    """Whether this browser may try the four digits, a code can be texted, and one was sent and is still valid."""

    digits: bool
    code: bool
    code_sent: bool


class TooManyTries(RateLimited):
    slug = "too-many-tries"
    title = N_("Wrong digits were entered too often. They no longer open this message.")


class NoSuchMessage(DomainError):
    slug, status = "no-such-message", 422
    title = N_("We found no message with this tracking code.")


class NoSmsCode(DomainError):
    slug = "no-sms-code"
    title = N_("We cannot text a code for this message. Please come to the service desk.")


class MessageCodesUsedUp(SmsCodesUsedUp):
    title = N_(
        "No more codes can be sent for this message today. Please try again tomorrow, or come to the service desk."
    )


def digits_open(wrong: int) -> bool:
    """Whether digits are still accepted after so many wrong ones."""
    return wrong < MOST_WRONG
