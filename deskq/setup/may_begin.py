"""Who may add the first administrator of a new installation: a browser on this machine, or with the set-up code.

A request counts as local only if it comes from a loopback address, no proxy is configured, and it asks for a loopback
host name. (If a foreign page makes a local browser send a request, the request has the foreign host name.)
"""

from urllib.parse import urlsplit

from flask import current_app, request, session

from deskq.access import identity
from deskq.core.addresses import is_loopback
from deskq.setup import setup_code

KEY = "setup"  #: key in the session of a browser in which the code was entered


def may_begin() -> bool:
    return is_here() or session.get(KEY) is True


def is_here() -> bool:
    config = current_app.config
    names = (urlsplit(config["PUBLIC_URL"]).hostname, urlsplit(f"//{request.host}").hostname)
    return identity.on_this_machine() and not config["TRUSTED_PROXIES"] and all(is_loopback(name) for name in names)


def take_code(typed: str) -> bool:
    """Whether this is the set-up code. If so, this browser may begin from now on."""
    right = setup_code.is_right(current_app.config["SECRET_KEY"], typed)
    if right:
        session[KEY] = True
    return right
