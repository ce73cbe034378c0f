"""How a code is derived, how long it is valid, and how often it may be tried. Pure."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deskq.core.errors import N_, DomainError, RateLimited

DIGITS = 6
LASTS = timedelta(minutes=15)
#: Wrong tries with one code, and codes in a day for one message or number. So there are thirty tries a day among a
#: million codes.
MOST_TRIES, MOST_CODES = 5, 6
CODES_WITHIN = timedelta(days=1)
#: Codes a day for one number that one network address asks for. Of those of the number some are left, so that a
#: stranger who knows it cannot use up all of them.
MOST_FROM_ADDRESS = 4
#: Pause between two codes for the same row.
PAUSE = timedelta(minutes=1)


class WrongSmsCode(DomainError):
    slug, status = "wrong-sms-code", 403
    title = N_("This is not the code from the text message, or it is no longer valid.")


class WrongCodeFromSms(WrongSmsCode):
    title = N_("This is not the code from the text message. Please check it. Tries left: %(left)s.")


class CodeUsedUp(RateLimited):
    slug = "code-used-up"
    title = N_("The code was entered wrong too often. Please ask for a new code.")


class CodeJustSent(RateLimited):
    slug = "code-just-sent"
    title = N_("We have just sent you a code. It can take a minute to arrive. After that you can ask for a new one.")


class SmsCodesUsedUp(RateLimited):
    """Too many codes in a day; subclasses have the sentence."""

    slug = "sms-codes-used-up"


class CodesFromHereUsedUp(SmsCodesUsedUp):
    title = N_(
        "Many codes for this number were asked for over this internet connection today. Please use another connection, "
        "such as mobile data, or come to the office."
    )


def is_open(until: datetime | None, tries: int, now: datetime) -> bool:
    """Whether a code was sent that can still be entered."""
    return until is not None and now < until and tries < MOST_TRIES


def check_pause(sent_at: datetime | None, now: datetime) -> None:
    """``sent_at``: time at which the last code was asked for."""
    if sent_at is not None and now - sent_at < PAUSE:
        raise CodeJustSent(seconds=1 + int((sent_at + PAUSE - now).total_seconds()))


def check_left(earlier_at: datetime | None, now: datetime, refusal: type[SmsCodesUsedUp]) -> None:
    """``earlier_at``: time at which the code was asked for that is ``MOST_CODES`` before the next one."""
    if earlier_at is not None and now - earlier_at < CODES_WITHIN:
        raise refusal(seconds=1 + int((earlier_at + CODES_WITHIN - now).total_seconds()))


@dataclass(frozen=True, slots=True)
class SentCodes:
    """``codes`` that were sent to a phone number and count for a day from ``at``. ``is_from_here``: whether the same
    network address had asked for them."""

    at: datetime
    codes: int = 1
    is_from_here: bool = False


def check_codes_left(sent: Sequence[SentCodes], now: datetime, refusal: type[SmsCodesUsedUp]) -> None:
    """``sent``: the codes of a phone number that count. ``refusal`` is raised when the number has no more."""
    of_number = seconds_until_fewer(sent, MOST_CODES, now)
    from_here = seconds_until_fewer([one for one in sent if one.is_from_here], MOST_FROM_ADDRESS, now)
    if of_number or from_here:
        raise (refusal if of_number else CodesFromHereUsedUp)(seconds=max(of_number, from_here))


def seconds_until_fewer(sent: Iterable[SentCodes], most: int, now: datetime) -> int:
    """Whole seconds until fewer than ``most`` of these codes count; 0 if it is so now."""
    counted = 0
    for one in sorted(sent, key=lambda one: one.at, reverse=True):
        counted += one.codes
        if counted >= most:
            return 1 + int((one.at + CODES_WITHIN - now).total_seconds())
    return 0


def derived(secret_key: str, purpose: str, row_id: int, seed: str) -> str:
    """The code of an SMS. It is derived, so that no readable code is stored. ``purpose`` distinguishes the features;
    ``seed`` is the random text stored with the row."""
    mac = hmac.new(secret_key.encode(), f"{purpose}\0{row_id}\0{seed}".encode(), hashlib.sha256).digest()
    return str(int.from_bytes(mac) % 10**DIGITS).zfill(DIGITS)


def is_same(expected: str, typed: str) -> bool:
    """Compares in constant time; ``typed`` may have digits of any script."""
    return hmac.compare_digest(expected.encode(), typed.encode(errors="replace"))
