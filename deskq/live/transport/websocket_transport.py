"""Websockets that stay right when a client is slow, stuck, gone, or speaks nonsense.

create_app hardens and drops deflate; realtime cuts off the slow and hangs up on those who may no longer look.
"""

import socket
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import gevent
from engineio.async_drivers import gevent as driver
from gevent.lock import Semaphore
from simple_websocket import ConnectionError as NoHandshake
from wsproto.utilities import ProtocolError

from deskq.live.transport.frame_filter import FilteredSocket

BACKLOG_BYTES = 256 * 1024
SEND_BUFFER_BYTES = 128 * 1024  #: the kernel's own queue to a websocket; left alone it grows to megabytes
NO_LINGER = struct.pack("ii", 1, 0)
FAREWELL_SECONDS = 1  #: how long a client that is hung up on may take to read why


class DropDeflate:
    """Every browser offers permessage-deflate, and it takes almost four times the memory per client: do not hear it."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        return self._app(environ, start_response)


def harden_websockets() -> None:
    """Have engine.io's gevent driver make our websockets; may be called again, holds for every app of the process."""
    driver._async["websocket"] = _hardened


def disconnect_slow(server: Any, limit_bytes: int = BACKLOG_BYTES) -> int:
    """Abort each client of a python-socketio ``server`` that has more than ``limit_bytes`` waiting; returns how many.

    It connects again by itself and ``watch`` gives it the whole state. To be called after each broadcast: costs a
    microsecond per client and never waits. Keep the limit at several times the largest state.
    """
    slow = [client for client in server.eio.sockets.values() if _backlog(client) > limit_bytes]
    for client in slow:
        client.close(wait=False, abort=True, reason=server.reason.TRANSPORT_ERROR)
        if wire := getattr(client, "deskq_wire", None):
            wire.end(abort=True)
    return len(slow)


def client_of(server: Any, sid: str) -> Any | None:
    """The engine.io client under a Socket.IO ``sid`` of this process."""
    return server.eio.sockets.get(server.manager.eio_sid_from_sid(sid, "/"))


def disconnect(client: Any) -> None:
    """Close the line of a client after what waits for it was sent; one that does not leave by itself is cut off."""
    client.close(wait=False)
    if wire := getattr(client, "deskq_wire", None):
        gevent.spawn_later(FAREWELL_SECONDS, wire.end, abort=True)


def _backlog(client: Any) -> int:
    """Bytes queued behind a write that blocks; two a character as soon as one is Persian, to save encoding them."""
    wire = getattr(client, "deskq_wire", None)
    if client.closed or (wire is not None and not wire.sending):
        return 0  # behind an idle wire nothing waits: its writer is about to take it
    waiting = [packet.data for packet in client.queue.queue if packet is not None and packet.data]
    return sum(len(data) * (2 if isinstance(data, str) and not data.isascii() else 1) for data in waiting)


def _hardened(handler: Any, server: Any) -> Callable[..., Any]:
    """The WSGI application of one upgrade. ``handler`` is the bound ``_websocket_handler`` of an engine.io socket."""
    client = handler.__self__

    def hold(ws: Any) -> Any:
        wire = client.deskq_wire = ws.ws.sock = _Wire(ws.ws.sock, server.ping_interval + server.ping_timeout)
        try:
            return handler(FilteredSocket(ws))
        finally:
            client.deskq_wire = None
            wire.end()

    upgrade = driver.WebSocketWSGI(hold, server)
    upgrade.server_args["max_message_size"] = server.max_http_buffer_size  # otherwise unbounded

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        try:
            return upgrade(environ, start_response)
        except (ProtocolError, NoHandshake):
            start_response("400 Bad Request", [("Content-Length", "0"), ("Connection", "close")])
            return []
        finally:
            environ["wsgi.input"].close()  # gevent would go on to read the rest of the websocket as HTTP requests

    return application


class _Wire:
    """The socket of one websocket, as simple-websocket believes it to be.

    simple-websocket calls ``send`` and ignores how much was taken, which under gevent breaks the stream of a slow
    client in the middle of a frame; so send means sendall, one frame at a time. Nothing heard or taken for
    ``seconds`` (a ping and its time-out) means that the client is gone, even if its kernel still answers.
    """

    def __init__(self, sock: Any, seconds: float) -> None:
        self._sock, self.recv = sock, sock.recv
        self._turn = Semaphore(1)
        self.sending = False  #: seen as true from outside only while the write blocks
        sock.settimeout(seconds)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)

    def send(self, data: bytes) -> None:
        with self._turn:
            self.sending = True
            try:
                sent = self._sock.send(data)
                if sent < len(data):
                    self._sock.sendall(memoryview(data)[sent:])
            except OSError as gone:
                self.end(abort=True)  # half a frame may be out: nothing can follow it
                raise BrokenPipeError from gone  # the one kind that simple-websocket takes for a client that left
            finally:
                self.sending = False

    def close(self) -> None:
        """simple-websocket closes its duplicate of the socket; the server's own must hear of it too."""
        self.end()
        self._sock.close()

    def end(self, abort: bool = False) -> None:
        """Wake whoever reads or writes here. Aborted, the client sees a reset instead of what the kernel still has."""
        with suppress(OSError):
            if abort:
                self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            self._sock.shutdown(socket.SHUT_RDWR)
