"""The answer to the opening request of a websocket.

gevent has read the request already. simple-websocket writes it out again and has it parsed a second time, which took a
tenth of the processor while a hall connects (docs/benchmarks.md).
"""

from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable, Iterable
from typing import Any

import simple_websocket
from engineio.async_drivers import gevent as driver
from wsproto.connection import Connection, ConnectionType
from wsproto.utilities import RemoteProtocolError, generate_accept_token

VERSION = "13"
KEY_BYTES = 16
ANSWER = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
)


class PlainOpening:
    """WSGI middleware. It declines permessage-deflate, which takes almost four times the memory per client. A request
    that names a websocket but asks for no upgrade, which engine.io would take for one and never answer, is refused."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        if "HTTP_UPGRADE" in environ and "upgrade" not in _tokens(environ):
            del environ["HTTP_UPGRADE"]
        return self._app(environ, start_response)


class Upgrade(driver.WebSocketWSGI):  # type: ignore[misc]
    """The WSGI application of one upgrade; ``RemoteProtocolError`` at a request that opens no websocket."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.ws = _OpenedSocket(environ, **self.server_args)
        answer: Iterable[bytes] = self.app(self)
        return answer


class _OpenedSocket(simple_websocket.Server):  # type: ignore[misc]
    """A websocket without extensions and subprotocols."""

    def handshake(self) -> None:
        answer = ANSWER % generate_accept_token(_key(self.environ))
        self.ws = Connection(ConnectionType.SERVER, [])
        self.sock.sendall(answer)
        self.connected = True


def _tokens(environ: dict[str, Any]) -> set[str]:
    return {token.strip().lower() for token in environ.get("HTTP_CONNECTION", "").split(",")}


def _key(environ: dict[str, Any]) -> bytes:
    """The key of an opening request (RFC 6455, section 4.2.1)."""
    if environ.get("HTTP_SEC_WEBSOCKET_VERSION") != VERSION:
        raise RemoteProtocolError("another version of the protocol")
    key: bytes = environ.get("HTTP_SEC_WEBSOCKET_KEY", "").encode("latin-1")
    try:
        is_key = len(b64decode(key, validate=True)) == KEY_BYTES
    except NoBase64:
        is_key = False
    if not is_key:
        raise RemoteProtocolError("no key")
    return key
