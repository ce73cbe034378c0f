"""A signed cookie by which a browser in which somebody once proved who they are is known again.

It opens nothing: it only decides which wrong tries are counted together. Each feature stores a hash of its own, so that
the rows of two features cannot be put together.
"""

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from deskq.core import secrets

COOKIE = "deskq_browser"
LIFETIME = 400 * 24 * 3600  #: seconds; browsers keep no cookie for longer


def current(purpose: str) -> str | None:
    """The hash of this browser's secret for one purpose; None if its cookie is missing or not ours."""
    found = _secret()
    return _hashed(found, purpose) if found is not None else None


def to_store(purpose: str) -> str:
    """The hash to store for this browser; call ``keep`` when it has been stored."""
    g.browser_secret = g.get("browser_secret") or _secret() or secrets.new()
    return _hashed(g.browser_secret, purpose)


def keep() -> None:
    """Give this browser the cookie that belongs to ``to_store``, or renew the one it has."""
    g.keep_browser = True


def _secret() -> str | None:
    try:
        value = _signer().loads(request.cookies.get(COOKIE, ""))
    except BadSignature:
        return None
    return value if isinstance(value, str) else None


def _hashed(secret: str, purpose: str) -> str:
    return secrets.hashed(f"{purpose} {secret}")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _set_cookie(response: Response) -> Response:
    if g.get("keep_browser"):
        response.set_cookie(
            COOKIE,
            str(_signer().dumps(g.browser_secret)),
            max_age=LIFETIME,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return response


def init_app(app: Flask) -> None:
    app.after_request(_set_cookie)
