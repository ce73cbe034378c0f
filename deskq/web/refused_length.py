"""Bodies that a proxy refused because they are too large: it passes on the request without the body, and its length."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "HTTP_X_REFUSED_LENGTH"


class RefusedLength:
    """WSGI middleware. The request has the length of the body that was refused, so that it is refused here too, before
    anything is read, and the page names the limit of its address. The header of a request with a body is ignored."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        refused = environ.pop(HEADER, "")
        has_body = environ.get("CONTENT_LENGTH", "") not in ("", "0") or "HTTP_TRANSFER_ENCODING" in environ
        if refused.isascii() and refused.isdecimal() and environ["REQUEST_METHOD"] == "POST" and not has_body:
            environ["CONTENT_LENGTH"] = refused[:18]
        return self._app(environ, start_response)
