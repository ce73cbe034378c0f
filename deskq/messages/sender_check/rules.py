"""How often somebody may try to prove that they are the sender of a message, and how long a code by SMS is valid."""

import hashlib
import hmac
from datetime import datetime, timedelta

from deskq.core.errors import N_, DomainError, RateLimited

#: Wrong digits over all time: for one message from all browsers that never proved it, and from each that did. With two
#: numbers of the sender, five tries find four digits once in a thousand messages.
MOST_WRONG = 5
#: Browsers that are known for one message; the one that proved it longest ago is dropped first.
MOST_BROWSERS = 20
CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=15)
#: Wrong tries with one code, and codes for one message in a day: thirty tries a day at a million codes.
MOST_CODE_TRIES, MOST_CODES = 5, 6
CODES_WITHIN = timedelta(days=1)


class TooManyTries(RateLimited):
    slug = "too-many-tries"
    title = N_("Wrong digits were entered too often. They no longer open this message.")


class NoSuchMessage(DomainError):
    slug, status = "no-such-message", 422
    title = N_("We found no message with this tracking code.")


class WrongSmsCode(DomainError):
    slug, status = "wrong-sms-code", 403
    title = N_("This is not the code from the text message, or it is no longer valid.")


class NoSmsCode(DomainError):
    slug = "no-sms-code"
    title = N_("We cannot text a code for this message. Please come to the service desk.")


class SmsCodesUsedUp(RateLimited):
    slug = "sms-codes-used-up"
    title = N_(
        "No more codes can be sent for this message today. Please try again tomorrow, or come to the service desk."
    )


def digits_open(wrong: int) -> bool:
    """Whether digits are still accepted after so many wrong ones."""
    return wrong < MOST_WRONG


def code_open(until: datetime | None, tries: int, now: datetime) -> bool:
    """Whether a code was sent that can still be entered."""
    return until is not None and now < until and tries < MOST_CODE_TRIES


def sms_code(secret_key: str, message_id: int, seed: str) -> str:
    """The code of a text message, derived so that no readable code is stored."""
    mac = hmac.new(secret_key.encode(), f"sender code\0{message_id}\0{seed}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(mac) % 10**CODE_DIGITS).zfill(CODE_DIGITS)
