"""The request as pages and the API read it. Its body may come slowly, and what was read before, such as the office of
the address or how much a person may send, must not keep a connection to the database meanwhile."""

from typing import IO, cast

from flask import Request
from werkzeug.utils import cached_property
from werkzeug.wsgi import LimitedStream

from deskq.core.db.writing import end_reading

#: A form without files, which is read into memory as a whole. Werkzeug limits it to ``max_form_memory_size`` only if it
#: says how long it is.
TEXTS_ALONE = "application/x-www-form-urlencoded"


class PatientRequest(Request):
    @cached_property
    def stream(self) -> IO[bytes]:
        """The body. It is asked for once, before the first byte is read."""
        end_reading()
        if self.content_length is None and "wsgi.input_terminated" in self.environ:
            most = self.max_form_memory_size if self.mimetype == TEXTS_ALONE else self.max_content_length
            return cast(IO[bytes], _UnknownLength(self.environ["wsgi.input"], most or 0, is_max=True))
        found: IO[bytes] = super().stream
        return found


class _UnknownLength(LimitedStream):
    """A body that comes in chunks."""

    def readall(self) -> bytes:
        """All of it. Raises ``RequestEntityTooLarge`` where it reaches the limit; werkzeug's own would give the part
        within the limit."""
        found = super().readall()
        if self.is_exhausted:
            self.on_exhausted()
        return found
