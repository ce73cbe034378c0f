"""gevent's WSGI server with a time limit for every wait. run.py uses it; gunicorn can take its place."""

import errno
import os
import resource
import signal
import socket
import traceback
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from typing import Any

import gevent
from gevent import pywsgi
from gevent.pywsgi import WSGIHandler, WSGIServer

from deskq.core import garbage
from deskq.live.transport import few_warnings
from deskq.live.transport.newcomers import Newcomer, Newcomers

IDLE_SECONDS = 75  #: for an idle keep-alive connection, a request body that stops, a response that nobody reads
FIRST_SECONDS = 20  #: for the first request of a connection to begin
MOST_SILENT = 800  #: connections of one address that have sent nothing yet; a hall comes back with more than 500
HEADER_SECONDS = 10  #: for all headers of a request together
SHORT_BODY = 16_384  #: bytes of a response that are sent together with its headers
FINISH_SECONDS = 2  #: for the requests in progress when the server stops

silent = Newcomers(MOST_SILENT)


def serve(app: Any, host: str, port: int, announce: Callable[[str, int], None] | None = None) -> None:
    """Serve until SIGTERM or SIGINT, then finish the requests in progress, within three seconds.

    ``announce(host, port)`` is called once the socket listens (port 0: any free one). Exits with a sentence if not.
    """
    try:
        listener = listen(host, port)
    except OSError as error:
        raise SystemExit(error.strerror) from None
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a websocket takes two: the usual 1,024 are 500 screens
    # SERVER_NAME is given because gevent would otherwise ask DNS for it, which stalls on a machine without network.
    server = WSGIServer(listener, app, log=None, handler_class=_Handler, environ={"SERVER_NAME": host})
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.stop)
    garbage.begin()
    if announce is not None:
        announce(host, listener.getsockname()[1])
    server.serve_forever()
    with gevent.Timeout(FINISH_SECONDS, False):
        while _Handler.answering:
            gevent.sleep(0.01)


def listen(host: str, port: int) -> Any:
    """A listening socket, or an OSError whose ``strerror`` is a sentence for people."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:  # the backlog: after a power cut every screen of the building reconnects in the same second
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        reason = "another program uses it" if error.errno == errno.EADDRINUSE else _reason(error)
        sentence = f"deskq cannot listen on {host} port {port}: {reason}. DESKQ_HOST and DESKQ_PORT choose another."
        raise OSError(error.errno, sentence) from error
    # Accepted connections inherit this. With Nagle's algorithm each request on a kept connection takes 44 ms more.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _reason(error: OSError) -> str:
    if error.errno is not None and error.errno < 0:  # of the resolver, whose numbers are not those of the system
        return str(error.strerror).partition(" (")[0].lower()
    return os.strerror(error.errno or 0).lower()


class _Handler(WSGIHandler):  # type: ignore[misc]
    """One connection, with a time limit for every wait; a client that disappears leaves no trace in the log."""

    answering = 0  #: requests in progress on all connections
    _together: bytearray | None = None
    ignored_socket_errors = (*WSGIHandler.ignored_socket_errors, errno.EBADF, errno.ETIMEDOUT, "timed out")

    def handle(self) -> None:
        self.socket.settimeout(IDLE_SECONDS)
        address = self.client_address[0] if isinstance(self.client_address, tuple) else None
        self._newcomer: Newcomer | None = silent.enter(address, self._end)
        try:
            with suppress(OSError):  # a client that is gone cannot even be sent a "bad request"
                super().handle()
        finally:
            self._has_asked()

    def _end(self) -> None:
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)

    def _has_asked(self) -> None:
        if self._newcomer is not None:
            silent.leave(self._newcomer)
            self._newcomer = None

    def read_requestline(self) -> Any:
        """Requests that were sent together are there at once: others have their turn between two of them."""
        if self._newcomer is None:
            gevent.sleep(0)
        with gevent.Timeout(IDLE_SECONDS if self._newcomer is None else FIRST_SECONDS, TimeoutError("idle")):
            line = super().read_requestline()
        self._has_asked()
        return line

    def read_request(self, line: str) -> Any:
        """gevent answers a ValueError with 400, and prints the trace of anything else."""
        with gevent.Timeout(HEADER_SECONDS, ValueError("reading the headers took too long")):
            try:
                return super().read_request(line)
            except (LookupError, OSError, HTTPException) as malformed:
                raise ValueError("malformed request") from malformed

    def log_error(self, message: str, *_: object) -> None:
        """gevent's message contains what the client sent, up to 8 KB of it for every request."""
        address = self.client_address[0] if isinstance(self.client_address, tuple) else ""
        few_warnings.warn("refused a request", address, "malformed")

    def handle_error(self, kind: Any, error: Any, trace: Any) -> None:
        """gevent fails itself at a body with a chunk of no length, and prints the trace: that is the client's fault."""
        *_, (frame, _) = traceback.walk_tb(trace)
        if not (isinstance(error, ValueError) and frame.f_code.co_filename == pywsgi.__file__):
            super().handle_error(kind, error, trace)
            return
        self.log_error("malformed body")
        self.close_connection = True
        self._send_error_response_if_possible(400)

    def _write_with_headers(self, data: bytes) -> None:
        """gevent sends the headers and the body one after the other: two system calls and two packets."""
        if len(data) > SHORT_BODY:
            super()._write_with_headers(data)
            return
        self._together = bytearray()
        try:
            super()._write_with_headers(data)
        finally:
            response, self._together = self._together, None
        self._sendall(response)

    def _sendall(self, data: bytes | bytearray) -> None:
        if self._together is None:
            super()._sendall(data)
        else:
            self._together += data

    def run_application(self) -> None:
        counts = not self._connection_upgrade_requested()  # a websocket never ends by itself
        _Handler.answering += counts
        try:
            super().run_application()
        finally:
            _Handler.answering -= counts
