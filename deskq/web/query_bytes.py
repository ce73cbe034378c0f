"""Bytes behind an address, in the form in which browsers send them."""

import re
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

BARE = re.compile(r"[\x80-\xff]")


class QuotedQuery:
    """WSGI layer: bytes above 127 in the query string become ``%F2``. Werkzeug reads bare ones as UTF-8, and fails at
    those that are not."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["QUERY_STRING"] = BARE.sub(lambda byte: f"%{ord(byte[0]):02X}", environ.get("QUERY_STRING", ""))
        return self._app(environ, start_response)
