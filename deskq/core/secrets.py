"""Secrets: how they are made, derived and kept (hashed only)."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

BYTES = 18  # 144 bits, 24 characters
IN_ADDRESS = re.compile(r"(?:\S*/t/)?([A-Za-z0-9_-]{24})(?:[/?#]\S*)?")


def new() -> str:
    return secrets.token_urlsafe(BYTES)


def for_request(secret_key: str, request_key: str | None) -> str:
    """The token of a request: the same key always gives the same token, so a resent request can be answered without
    keeping the token itself. Without a key it is random."""
    if request_key is None:
        return new()
    mac = hmac.new(secret_key.encode(), b"ticket\0" + request_key.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(mac[:BYTES]).decode()


def hashed(token: str) -> str:
    """What the database keeps. Tokens carry 144 random bits: a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def phone_page(public_url: str, token: str, language: str, usual: str) -> str:
    """Where a phone follows its ticket; stands in the QR code."""
    return f"{public_url}/t/{token}" + (f"?lang={language}" if language != usual else "")


def in_address(text: str) -> str | None:
    """The secret in the address of a phone page, wherever it is served, or the secret alone; None in anything else."""
    found = IN_ADDRESS.fullmatch(text.strip())
    return found[1] if found else None
