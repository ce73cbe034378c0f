"""How often somebody may try to prove that they are the sender of a message; of codes by SMS, see sms/one_time_code."""

from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sms.one_time_code.rules import SmsCodesUsedUp

#: Wrong digits over all time: for one message from all browsers that never proved it, and from each that did. With two
#: numbers of the sender, five tries find four digits once in a thousand messages.
MOST_WRONG = 5
#: Browsers that are known for one message; the one that proved it longest ago is dropped first.
MOST_BROWSERS = 20
#: What its codes by SMS are derived for (sms/one_time_code); changing it makes codes that were sent invalid.
PURPOSE = "sender code"


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
