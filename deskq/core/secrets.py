"""Random secrets in addresses and cookies: created, derived, and hashed for storage."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

BYTES = 18  # 144 bits, 24 characters in base64
IN_ADDRESS = re.compile(r"(?:\S*/t/)?([A-Za-z0-9_-]{24})(?:[/?#]\S*)?")


def new() -> str:
    return secrets.token_urlsafe(BYTES)


def for_request(secret_key: str, request_key: str | None) -> str:
    """The secret of a new ticket. The same request key gives the same secret, so that a repeated request can be
    answered although the secret is not stored. Without a key it is random."""
    if request_key is None:
        return new()
    mac = hmac.new(secret_key.encode(), b"ticket\0" + request_key.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(mac[:BYTES]).decode()


def hashed(secret: str) -> str:
    """The form that the database stores. A plain hash is enough for 144 random bits: nobody can search them all."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def phone_page(public_url: str, secret: str, language: str, default: str) -> str:
    """The address at which a phone follows its ticket; printed as a QR code."""
    return f"{public_url}/t/{secret}" + (f"?lang={language}" if language != default else "")


def in_address(text: str) -> str | None:
    """The secret in the address of a phone page on any host, or the secret alone; None for any other text."""
    found = IN_ADDRESS.fullmatch(text.strip())
    return found[1] if found else None
