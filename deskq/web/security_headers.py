"""Security headers of every response."""

from flask import Flask, Response, request

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; media-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Sent over https alone: on plain http browsers must not believe it. A year, this host only.
STRICT_TRANSPORT = "max-age=31536000"
NEEDLESS = ("Content-Disposition", "Last-Modified", "Expires", "Accept-Ranges")  #: for files whose address is a hash
#: What ``send_file`` writes: a browser would keep the file and only ask whether it is still current.
NO_CACHE = "no-cache"


def init_app(app: Flask) -> None:
    app.after_request(_add)


def _add(response: Response) -> Response:
    """Pages carry all headers (a page may set its own); files only what concerns a file, since a phone loads thirty."""
    if request.endpoint == "assets.static_file":
        response.headers["X-Content-Type-Options"] = HEADERS["X-Content-Type-Options"]
        for name in NEEDLESS:
            response.headers.pop(name, None)
    else:
        own = {name.lower() for name, _ in response.headers}
        response.headers.extend((name, value) for name, value in HEADERS.items() if name.lower() not in own)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    if response.headers.get("Cache-Control", NO_CACHE) == NO_CACHE:
        response.headers["Cache-Control"] = "no-store"
    return response
