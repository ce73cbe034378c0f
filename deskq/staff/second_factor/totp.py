"""Codes of an authenticator app (TOTP, RFC 6238): new secrets, the address in the QR code, and which code is right."""

import hmac
from datetime import datetime

import pyotp

from deskq.staff.second_factor.rules import DIGITS, DRIFT, STEP


def new_secret() -> str:
    """160 random bits in base32, as apps read them."""
    return pyotp.random_base32()


def address(secret: str, sign_in_name: str, office: str) -> str:
    """What the QR code holds: an ``otpauth:`` address."""
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP)
    return totp.provisioning_uri(name=sign_in_name, issuer_name=office.replace(":", " "))


def matching_step(secret: str, code: str, at: datetime, last_step: int) -> int | None:
    """The time step whose code this is; None for a wrong code and for one of ``last_step`` or before, which was used.
    All steps are compared, so that the time it takes says nothing."""
    now = int(at.timestamp()) // STEP
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP)
    given = code.encode(errors="replace")
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(totp.at(step * STEP).encode(), given) and step > last_step:
            found = step
    return found
