"""One HTTP request to a gateway: short timeouts, a new connection, and errors classified by whether a retry is safe."""

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
    RetryLater,
    SendFailed,
    SendRefused,
    Unconfirmed,
)

CONNECT, RESPONSE = 3.0, 5.0  # seconds
MAX_BYTES = 64 * 1024

# httpx logs every address at INFO, and Kavenegar's key is part of the address.
for _talkative in ("httpx", "httpcore"):
    logging.getLogger(_talkative).setLevel(logging.WARNING)


def post(address: str, **request: Any) -> tuple[int, dict[str, Any]]:
    """POST and return (HTTP status, JSON object). A new connection each time: a kept one may be closed by the other
    side at the moment of use, and then nobody knows whether the SMS was sent."""
    try:
        status, body = _send_request(address, request)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol) as error:
        raise RetryLater(UNREACHABLE, type(error).__name__) from None
    except httpx.TimeoutException:
        raise Unconfirmed(TIMEOUT) from None
    except httpx.HTTPError as error:
        raise Unconfirmed(BROKEN, type(error).__name__) from None
    return status, _parsed(status, body)


def _send_request(address: str, request: dict[str, Any]) -> tuple[int, bytes]:
    ends = monotonic() + RESPONSE
    limits = httpx.Timeout(RESPONSE, connect=CONNECT)
    with httpx.Client(timeout=limits) as client, client.stream("POST", address, **request) as answer:
        body = b""
        for piece in answer.iter_bytes():
            body += piece
            if len(body) > MAX_BYTES:
                raise Unconfirmed(NONSENSE, answer.status_code)
            if monotonic() > ends:  # httpx's timeout counts from the last byte, this one from the first
                raise Unconfirmed(TIMEOUT)
        return answer.status_code, body


def _parsed(status: int, body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        raise _from_http_status(status) from None
    if not isinstance(parsed, dict):
        raise _from_http_status(status)
    return parsed


def _from_http_status(status: int) -> SendFailed:
    """The error that a bare HTTP status means."""
    if status == 429:
        return RetryLater(BUSY, status)
    if status == 504:
        return Unconfirmed(TIMEOUT, status)  # a proxy forwarded the request and got no response
    if status >= 500:
        return RetryLater(BROKEN, status)
    if status in (401, 402, 403):
        return SendRefused(ACCOUNT, status)
    if status >= 400:
        return SendRefused(NONSENSE, status)
    return Unconfirmed(NONSENSE, status)


def failure_of(status: int, code: object, reasons: Mapping[int, str], busy: frozenset[int]) -> SendFailed:
    """The error for a gateway's own ``code``, or for the HTTP status where it sent none."""
    if not isinstance(code, int):
        return _from_http_status(status)
    if status == 429 or code in busy:
        return RetryLater(BUSY, code)
    if code in reasons:
        return SendRefused(reasons[code], code)
    return SendRefused(OTHER, code) if status < 500 else _from_http_status(status)
