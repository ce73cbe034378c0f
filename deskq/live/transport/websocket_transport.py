"""Hardened websockets: a client that is slow, stuck, gone or malformed harms no other; slow ones are disconnected."""

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import gevent
from engineio import socket as engineio_socket
from engineio.async_drivers import gevent as driver
from gevent import socket as gevent_socket
from gevent.lock import Semaphore
from wsproto.utilities import ProtocolError

from deskq.live.transport.client import Client
from deskq.live.transport.frame_filter import FilteredSocket
from deskq.live.transport.newcomers import Newcomers
from deskq.live.transport.opening import Upgrade

BACKLOG_BYTES = 256 * 1024
SEND_BUFFER_BYTES = 128 * 1024  #: the kernel's send buffer of a websocket; by itself it grows to megabytes
NO_LINGER = struct.pack("ii", 1, 0)
FAREWELL_SECONDS = 1  #: how long a client that is disconnected may take to read the reason
NEWCOMER = "deskq.newcomer"  #: in the environment of a connection
MOST_UNWATCHED = 800  #: connections of one address that watch nothing yet; a hall comes back with more than 500

unwatched = Newcomers(MOST_UNWATCHED)


def harden_websockets() -> None:
    """Have engine.io and its gevent driver make our clients and websockets, in every app of the process; may be called
    again."""
    engineio_socket.Socket = Client
    driver._async["websocket"] = _hardened


def disconnect_slow(server: Any, limit_bytes: int = BACKLOG_BYTES) -> int:
    """Abort each client of a python-socketio ``server`` that has more than ``limit_bytes`` waiting; returns how many.

    The client reconnects by itself, and ``watch`` sends it the whole state. Call this after each broadcast: it takes a
    microsecond per client and never waits. The limit must be several times the largest state.
    """
    slow = [client for client in server.eio.sockets.values() if _backlog(client) > limit_bytes]
    for client in slow:
        client.close(wait=False, abort=True, reason=server.reason.TRANSPORT_ERROR)
        if wire := client.wire:
            wire.end(abort=True)
    return len(slow)


def client_of(server: Any, sid: str) -> Any | None:
    """The engine.io client under a Socket.IO ``sid`` of this process."""
    return server.eio.sockets.get(server.manager.eio_sid_from_sid(sid, "/"))


def disconnect(client: Any) -> None:
    """Close a client's connection after sending what waits for it; one that does not leave by itself is cut off."""
    client.close(wait=False)
    if wire := client.wire:
        gevent.spawn_later(FAREWELL_SECONDS, wire.end, abort=True)


def watches(environ: dict[str, Any]) -> None:
    """The connection with this environment watches something: it is no newcomer any more."""
    newcomer = environ.pop(NEWCOMER, None)
    if newcomer is not None:
        unwatched.leave(newcomer)


def _backlog(client: Any) -> int:
    """Bytes queued behind a write that blocks; counts two for each character of a text that is not ASCII."""
    if client.closed or (client.wire is not None and not client.wire.sending):
        return 0  # no write blocks: the writer is about to take what is queued
    waiting = [packet.data for packet in client.queue.queue if packet is not None and packet.data]
    return sum(len(data) * (2 if isinstance(data, str) and not data.isascii() else 1) for data in waiting)


def _hardened(handler: Any, server: Any) -> Callable[..., Any]:
    """The WSGI application of one upgrade. ``handler`` is the bound ``_websocket_handler`` of an engine.io socket."""
    client = handler.__self__

    def hold(ws: Any) -> Any:
        wire = client.wire = ws.ws.sock = _Wire(ws.ws, server.ping_interval + server.ping_timeout)
        environ = ws.ws.environ
        environ["wsgi.input"].close()  # its buffer would be kept as long as the websocket
        newcomer = environ[NEWCOMER] = unwatched.enter(environ.get("REMOTE_ADDR"), partial(wire.end, abort=True))
        try:
            return handler(FilteredSocket(ws))
        finally:
            unwatched.leave(newcomer)
            client.wire = wire.connection = None  # they refer to each other
            wire.end()

    upgrade = Upgrade(hold, server)
    upgrade.server_args["max_message_size"] = server.max_http_buffer_size  # otherwise unbounded

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        try:
            return upgrade(environ, start_response)
        except ProtocolError:
            start_response("400 Bad Request", [("Content-Length", "0"), ("Connection", "close")])
            return []
        finally:
            environ["wsgi.input"].close()  # gevent would go on to read the rest of the websocket as HTTP requests

    return application


class _Wire:
    """The TCP socket of one websocket, as simple-websocket sees it.

    simple-websocket calls ``send`` and ignores how many bytes were taken, which under gevent breaks the stream of a
    slow client in the middle of a frame (miguelgrinberg/simple-websocket issue 45); so ``send`` means sendall, one
    frame at a time. Nothing received or sent for ``seconds`` (a ping and its time-out) means that the client is gone,
    even if its kernel still answers.
    """

    def __init__(self, connection: Any, seconds: float) -> None:
        self.connection: Any = connection  #: the simple-websocket that sends through this
        self._sock, self.recv = connection.sock, connection.sock.recv
        self._lock = Semaphore(1)
        self._senders = 0  # greenlets that write or wait to write
        self._is_plain = type(self._sock) is gevent_socket.socket  # TLS wants a write that failed to be repeated first
        self._sock.settimeout(seconds)
        self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)

    @property
    def sending(self) -> bool:
        """True for other greenlets only while a write blocks."""
        return self._senders > 0

    def send(self, data: bytes) -> None:
        self._senders += 1
        try:
            with self._lock:
                sent = self._sock.send(data)
                if sent < len(data):
                    self._sock.sendall(memoryview(data)[sent:])
        except OSError as gone:
            self.end(abort=True)  # half a frame may have been sent: nothing can follow it
            raise BrokenPipeError from gone  # what simple-websocket takes for a client that left
        finally:
            self._senders -= 1

    def try_send(self, frame: bytes) -> bool:
        """Begin to send a whole frame, without waiting. False if that cannot be done now; nothing was sent then.

        What the kernel does not take at once is sent by a greenlet of its own, before anything else.
        """
        if self.sending or not self._is_plain or not self.connection.connected:
            return False
        try:
            sent = self._sock.send(frame, 0, 0.0)
        except OSError:  # it would block, or the client is gone; the next sender notices which
            return False
        if sent < len(frame):
            self._senders += 1
            self._lock.acquire()  # nobody has it: nobody is sending
            gevent.spawn(self._send_rest, memoryview(frame)[sent:])
        return True

    def _send_rest(self, rest: memoryview) -> None:
        try:
            self._sock.sendall(rest)
        except OSError:
            self.end(abort=True)
        finally:
            self._lock.release()
            self._senders -= 1

    def close(self) -> None:
        """simple-websocket closes its duplicate of the socket; the server's own must be shut down too."""
        self.end()
        self._sock.close()

    def end(self, abort: bool = False) -> None:
        """Wake the greenlets that read or write here. ``abort``: reset, and drop what the kernel holds."""
        with suppress(OSError):
            if abort:
                self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGER)
            self._sock.shutdown(socket.SHUT_RDWR)
