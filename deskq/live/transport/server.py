"""Serving: gevent's server, with an end to every wait. run.py serves; gunicorn can take its place."""

import errno
import gc
import os
import resource
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent
from gevent.pywsgi import WSGIHandler, WSGIServer

IDLE_SECONDS = 75  #: for an idle keep-alive connection, a silent body, an answer that nobody takes
HEADER_SECONDS = 10  #: for all the headers of a request together
FINISH_SECONDS = 2  #: what is being answered when the server is told to stop


def serve(app: Any, host: str, port: int, announce: Callable[[str, int], None] | None = None) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is being answered, within three seconds.

    ``announce(host, port)`` is called once the address is ours (port 0: any free); if not, exits with a sentence.
    """
    try:
        listener = listen(host, port)
    except OSError as why:
        raise SystemExit(why.strerror) from None
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # a websocket takes two: the usual 1,024 are 500 screens
    # SERVER_NAME is given because gevent would otherwise ask DNS for it, which stalls on a machine without network.
    server = WSGIServer(listener, app, log=None, handler_class=_Handler, environ={"SERVER_NAME": host})
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, server.stop)
    freeze_gc()
    if announce is not None:
        announce(host, listener.getsockname()[1])
    server.serve_forever()
    with gevent.Timeout(FINISH_SECONDS, False):
        while _Handler.answering:
            gevent.sleep(0.01)


def freeze_gc() -> None:
    """What was loaded stays: looking through it again for what may be thrown away would only make a press wait."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def listen(host: str, port: int) -> Any:
    """A listener, or an OSError that says in a sentence why not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:  # the backlog: after a power cut every screen of the building comes back in the same second
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as why:
        reason = "another program uses it" if why.errno == errno.EADDRINUSE else os.strerror(why.errno or 0).lower()
        sentence = f"deskq cannot listen on {host} port {port}: {reason}. DESKQ_HOST and DESKQ_PORT choose another."
        raise OSError(why.errno, sentence) from why
    # Accepted connections inherit this; with Nagle's algorithm each request on a kept connection costs 44 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class _Handler(WSGIHandler):  # type: ignore[misc]
    """One connection, with an end to every wait and no trace of a client that vanishes."""

    answering = 0  #: requests, of all connections
    ignored_socket_errors = (*WSGIHandler.ignored_socket_errors, errno.EBADF, errno.ETIMEDOUT, "timed out")

    def handle(self) -> None:
        self.socket.settimeout(IDLE_SECONDS)
        with suppress(OSError):  # not even a "bad request" can be said to who is gone
            super().handle()

    def read_requestline(self) -> Any:
        with gevent.Timeout(IDLE_SECONDS, TimeoutError("idle")):
            return super().read_requestline()

    def read_request(self, line: str) -> Any:
        with gevent.Timeout(HEADER_SECONDS, ValueError("reading the headers took too long")):
            return super().read_request(line)

    def run_application(self) -> None:
        counts = not self._connection_upgrade_requested()  # a websocket never finishes by itself
        _Handler.answering += counts
        try:
            super().run_application()
        finally:
            _Handler.answering -= counts
