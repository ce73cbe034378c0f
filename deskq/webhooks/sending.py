"""One signed request. The name is looked up once, each of its addresses is checked, and the connection goes to the
address that was checked: a name that changes its address in between (DNS rebinding) leads nowhere else."""

import http.client
import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

from deskq.webhooks import rules
from deskq.webhooks.service import Claimed

CONNECT, DEADLINE = 5.0, 10.0  #: seconds to connect, and for everything
MOST_READ = 1024
FORBIDDEN, UNREACHABLE, TIMEOUT, BROKEN = "forbidden", "unreachable", "timeout", "broken"


class NotSent(Exception):
    """``why``: forbidden, unreachable, timeout or broken."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def send(claimed: Claimed, networks: Sequence[str]) -> int:
    """The HTTP status of the answer, which is never followed anywhere; ``NotSent`` where there was none."""
    parts = urlsplit(claimed.url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    address = checked_address(host, parts.port or (443 if secure else 80), networks)
    timestamp = int(claimed.at.timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "deskq",
        "Webhook-Id": f"msg_{claimed.id}",
        "Webhook-Timestamp": str(timestamp),
        "Webhook-Signature": rules.signature(claimed.secret, f"msg_{claimed.id}", timestamp, claimed.body),
    }
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        return _post(address, host, parts.netloc, path, claimed.body.encode(), headers, secure)
    except TimeoutError:
        raise NotSent(TIMEOUT) from None
    except ConnectionRefusedError:
        raise NotSent(UNREACHABLE) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise NotSent(BROKEN) from None


def checked_address(host: str, port: int, networks: Sequence[str]) -> tuple[str, int]:
    """An address of the host that may be sent to; ``NotSent`` if any of its addresses may not."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise NotSent(UNREACHABLE) from None
    if not found or not all(rules.is_allowed(str(one), networks) for one in found):
        raise NotSent(FORBIDDEN)
    return str(min(found, key=lambda one: (":" in str(one), str(one)))), port


def _post(
    address: tuple[str, int], host: str, netloc: str, path: str, body: bytes, headers: dict[str, str], secure: bool
) -> int:
    plain = socket.create_connection(address, CONNECT)
    late = threading.Event()

    def cut_off() -> None:
        late.set()
        with suppress(OSError):
            plain.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(DEADLINE, cut_off)  # a timeout of the socket begins anew with each byte
    timer.daemon = True
    timer.start()
    try:
        with plain, _wrapped(plain, host, secure) as connected:
            connection = http.client.HTTPConnection(host)
            connection.sock = connected
            connection.request("POST", path, body, {"Host": netloc, **headers})
            with connection.getresponse() as answer:
                answer.read(MOST_READ)
                return answer.status
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()


def _wrapped(plain: socket.socket, host: str, secure: bool) -> socket.socket:
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
