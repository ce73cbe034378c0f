"""The signed cookies in which a browser keeps the secrets of its devices.

One cookie per slot: ``deskq_kiosk``, ``deskq_lobby``, ``deskq_tablet_2``. A browser may be a kiosk, a lobby screen
and (in a demo) the tablets of several counters at once.
"""

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

PREFIX = "deskq_"
TEN_YEARS = 10 * 365 * 24 * 3600  #: seconds


def slot(kind: str, counter_number: int | None) -> str:
    return kind if counter_number is None else f"{kind}_{counter_number}"


def secret(slot: str) -> str | None:
    """The secret in this slot's cookie of the request; None without a cookie of ours."""
    try:
        value = _signer().loads(request.cookies.get(PREFIX + slot, ""))
    except BadSignature:
        return None
    return value if isinstance(value, str) else None


def all_secrets() -> list[str]:
    """The secrets of all device cookies of the request."""
    found = [secret(name.removeprefix(PREFIX)) for name in request.cookies if name.startswith(PREFIX)]
    return [value for value in found if value]


def keep(slot: str, secret: str, path: str | None = None) -> None:
    """Set this slot's cookie on the response, for this office or for the pages below ``path``; an empty secret deletes
    the cookie."""
    g.setdefault("device_cookies", {})[slot] = secret, path or _path()


def move(kind: str, before: int, after: int) -> None:
    """Rename the cookie of a device whose counter number changed from ``before`` to ``after``."""
    value = secret(slot(kind, before))
    if value is not None:
        keep(slot(kind, after), value)
        keep(slot(kind, before), "")


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="device")


def _set_cookies(response: Response) -> Response:
    for name, (value, path) in g.get("device_cookies", {}).items():
        if not value:
            response.delete_cookie(PREFIX + name, path=path)
            continue
        response.set_cookie(
            PREFIX + name,
            str(_signer().dumps(value)),
            max_age=TEN_YEARS,
            path=path,
            httponly=True,
            samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )
    return response


def _path() -> str:
    """A browser may be a device of several offices: each has cookies of its own."""
    return request.script_root or "/"


def init_app(app: Flask) -> None:
    app.after_request(_set_cookies)
