"""One request to a gateway over HTTP: short time-outs, one new connection, and an honest word about what went wrong."""

import json
import logging
from collections.abc import Mapping
from time import monotonic
from typing import Any

import httpx

from deskq.sms.gateways.port import (
    ACCOUNT,
    BROKEN,
    BUSY,
    NONSENSE,
    OTHER,
    TIMEOUT,
    UNREACHABLE,
    Later,
    NotTaken,
    Refused,
    Unsure,
)

CONNECT, ANSWER = 3.0, 5.0  # seconds
MOST_BYTES = 64 * 1024

# It writes every address it asks at INFO, and Kavenegar's key is part of the address.
for _talkative in ("httpx", "httpcore"):
    logging.getLogger(_talkative).setLevel(logging.WARNING)


def post(address: str, **request: Any) -> tuple[int, dict[str, Any]]:
    """POST and return (HTTP status, JSON object). A new connection each time: one kept open may be closed by the other
    side in the moment it is used, and then nobody knows whether the message went out."""
    try:
        status, body = _ask(address, request)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol) as error:
        raise Later(UNREACHABLE, type(error).__name__) from None
    except httpx.TimeoutException:
        raise Unsure(TIMEOUT) from None
    except httpx.HTTPError as error:
        raise Unsure(BROKEN, type(error).__name__) from None
    return status, _understood(status, body)


def _ask(address: str, request: dict[str, Any]) -> tuple[int, bytes]:
    ends = monotonic() + ANSWER
    limits = httpx.Timeout(ANSWER, connect=CONNECT)
    with httpx.Client(timeout=limits) as client, client.stream("POST", address, **request) as answer:
        body = b""
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > MOST_BYTES:
                raise Unsure(NONSENSE, answer.status_code)
            if monotonic() > ends:  # a time-out of httpx counts from the last byte; this one from the first
                raise Unsure(TIMEOUT)
        return answer.status_code, body


def _understood(status: int, body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise _without_words(status) from None
    if not isinstance(said, dict):
        raise _without_words(status)
    return said


def _without_words(status: int) -> NotTaken:
    """What a bare HTTP status says."""
    if status == 429:
        return Later(BUSY, status)
    if status == 504:
        return Unsure(TIMEOUT, status)  # whoever stands between passed it on and heard nothing
    if status >= 500:
        return Later(BROKEN, status)
    if status in (401, 402, 403):
        return Refused(ACCOUNT, status)
    if status >= 400:
        return Refused(NONSENSE, status)
    return Unsure(NONSENSE, status)


def refusal(status: int, code: object, reasons: Mapping[int, str], busy: frozenset[int]) -> NotTaken:
    """The word for a gateway's own ``code``, or for the HTTP status where it gave none."""
    if not isinstance(code, int):
        return _without_words(status)
    if status == 429 or code in busy:
        return Later(BUSY, code)
    if code in reasons:
        return Refused(reasons[code], code)
    return Refused(OTHER, code) if status < 500 else _without_words(status)
