"""The deadline of a request body. A client that sends a byte now and then would else keep a greenlet, and the temporary
files of its photos, as long as it likes: each byte ends the wait that the server limits."""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import IO, Any

import gevent
from gevent.pywsgi import Input

from deskq.core.errors import BodyTooSlow

#: Seconds in which a body may come as it likes, and bytes a second over all of it after them. A phone in a bad 2G
#: network sends several times as much.
GRACE, SLOWEST = 30.0, 1024
PIECE = 16_384  #: bytes after which the pace is looked at again
#: Reads after which others have their turn. What has arrived is read without waiting, and a body in chunks of a byte
#: takes six reads for each.
READS_IN_A_TURN = 64


class PacedBodies:
    """WSGI middleware for gevent's server, in run.py and in the worker of gunicorn. A body that is too slow is answered
    with ``BodyTooSlow``. What the application leaves of a body is read by the server, at the same pace, and then the
    connection ends."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"]
        if not isinstance(body, Input) or not (body.content_length or body.chunked_input):
            return self._app(environ, start_response)
        paced = body.rfile = _PacedFile(body.rfile)

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, headers if _is_read(body) else [*headers, ("Connection", "close")], *more)

        try:
            return self._app(environ, start)
        finally:
            paced.is_answered = True


def _is_read(body: Any) -> bool:
    return bool(body.chunk_length == 0 if body.chunked_input else body.position == body.content_length)


class _PacedFile:
    """The connection as gevent reads a body from it. Only the time counts in which it waits for the client."""

    def __init__(self, file: IO[bytes]) -> None:
        self.is_answered = False
        self._file, self._waited, self._bytes, self._is_late = file, 0.0, 0, False
        self._reads = 0

    def read(self, size: int) -> bytes:
        found = bytearray()
        while len(found) < size and (piece := self._in_time(self._file.read, min(size - len(found), PIECE))):
            found += piece
        return bytes(found)

    def readline(self, size: int) -> bytes:
        return self._in_time(self._file.readline, size)

    def _in_time(self, read: Callable[[int], bytes], size: int) -> bytes:
        """Raises ``BodyTooSlow``; for the server, which only reads what is left, the body ends then."""
        self._reads += 1
        if self._reads % READS_IN_A_TURN == 0:
            gevent.sleep(0)
        found, began = None, monotonic()
        if not self._is_late:
            with gevent.Timeout(max(GRACE + (self._bytes + size) / SLOWEST - self._waited, 0), False):
                found = read(size)
        self._waited += monotonic() - began
        if found is not None:
            self._bytes += len(found)
            return found
        self._is_late = True
        if self.is_answered:
            return b""
        raise BodyTooSlow
