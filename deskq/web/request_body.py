"""The request as pages and the API read it. Its body may come slowly, and what was read before, such as the office of
the address or how much a person may send, must not keep a connection to the database meanwhile."""

from typing import IO

from flask import Request
from werkzeug.utils import cached_property

from deskq.core.db.writing import end_reading


class PatientRequest(Request):
    @cached_property
    def stream(self) -> IO[bytes]:
        """The body. It is asked for once, before the first byte is read."""
        end_reading()
        found: IO[bytes] = super().stream
        return found
