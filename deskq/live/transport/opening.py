"""The answer to the opening request of a websocket.

gevent has read the request already. simple-websocket writes it out again and has it parsed a second time, which took a
tenth of the processor while a hall connects (docs/benchmarks.md).
"""

from base64 import b64decode
from binascii import Error as NoBase64
from collections.abc import Callable, Generator, Iterable
from typing import Any

import simple_websocket
from engineio.async_drivers import gevent as driver
from wsproto.connection import Connection, ConnectionType
from wsproto.events import Event
from wsproto.utilities import LocalProtocolError, RemoteProtocolError, generate_accept_token

from deskq.core.token_bucket import Bucket

VERSION = "13"
#: Frames that a client may send at once, and then in a second. A screen sends a few when it opens, then an answer to
#: each ping. More would be read one after another without a pause, and all others would wait.
BURST, PER_SECOND = 60, 5
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
        self.ws = _OpenedSocket(environ, **self.server_args | {"thread_class": _NoThread})
        answer: Iterable[bytes] = self.app(self)
        return answer


class _NoThread:
    """In place of the thread in which simple-websocket would read."""

    name = ""

    def __init__(self, target: object) -> None:
        pass

    def start(self) -> None:
        pass


class _CountedFrames(Connection):
    """The protocol of a client, which ends when frames of any kind come too fast. ``floods``: they did."""

    def __init__(self) -> None:
        super().__init__(ConnectionType.SERVER, [])
        self._left = Bucket(BURST, PER_SECOND)
        self.floods = False

    def events(self) -> Generator[Event, None, None]:
        for event in super().events():
            if not self._left.take():
                self.floods = True
                raise LocalProtocolError("too many frames")
            yield event


class _OpenedSocket(simple_websocket.Server):  # type: ignore[misc]
    """A websocket without extensions and subprotocols. It is read by the greenlet that waits for a message: one of its
    own would be a quarter of the memory of a client."""

    def handshake(self) -> None:
        answer = ANSWER % generate_accept_token(_key(self.environ))
        self.ws = _CountedFrames()
        self.sock.sendall(answer)
        self.connected = True

    def receive(self, timeout: float | None = None) -> Any:
        """The next message; ``ConnectionClosed`` if none will come. How long one may take is up to the socket."""
        while self.connected and not self.input_buffer:
            self._read()
        if not self.input_buffer:
            raise simple_websocket.ConnectionClosed(self.close_reason, self.close_message)
        return self.input_buffer.pop(0)

    def _read(self) -> None:
        try:
            data = self.sock.recv(self.receive_bytes)
            if data:
                self.ws.receive_data(data)
            self.connected = bool(data) and self._handle_events()
        except (OSError, LocalProtocolError):
            self.connected = False
            self.sock.end(abort=True)  # what the client has still to send is not waited for
        if not self.connected:
            self.sock.close()


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
