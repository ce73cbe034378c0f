"""Who may add the first administrator of a new installation: this machine itself, or who knows the set-up code.

A request counts as one of this machine only where nothing else can reach deskq: without a proxy, at a loopback address,
and asked for by a loopback name (a page elsewhere that makes a browser here ask sends its own).
"""

from urllib.parse import urlsplit

from flask import current_app, request, session

from deskq.access import identity
from deskq.setup import setup_code

KEY = "setup"  #: in the session of a browser in which the code was entered
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def may_begin() -> bool:
    return is_here() or session.get(KEY) is True


def is_here() -> bool:
    config = current_app.config
    names = (urlsplit(config["PUBLIC_URL"]).hostname, urlsplit(f"//{request.host}").hostname)
    return identity.on_this_machine() and not config["TRUSTED_PROXIES"] and all(name in LOOPBACK for name in names)


def take_code(typed: str) -> bool:
    """Whether this is the set-up code; then this browser may begin."""
    right = setup_code.is_right(current_app.config["SECRET_KEY"], typed)
    if right:
        session[KEY] = True
    return right
