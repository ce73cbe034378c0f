"""How many sign-ins a minute are tried at all: each one costs a slow check of a password.

Known browsers have limits of their own, which strangers behind the same address cannot fill.
"""

from limits import RateLimitItem, parse

from deskq.access import known_browsers
from deskq.core import client_address
from deskq.core.extensions import db, limiter
from deskq.core.rate_limits import seconds_until
from deskq.staff import queries, sign_in_locks
from deskq.staff.sign_in_locks import Place

STAFF = "staff"  #: the purpose of the cookie of a known browser
PER_NAME, PER_ADDRESS, PER_BROWSER = parse("20 per minute"), parse("60 per minute"), parse("10 per minute")


def place() -> Place:
    return Place(client_address.network(), known_browsers.current(STAFF))


def take(name: str) -> bool:
    """Count an attempt to sign in with this name; whether it may be made. What is refused for its name does not count
    for the address."""
    return not limiter.enabled or all(limiter.limiter.hit(*one) for one in _limits(name))


def wait(name: str) -> int:
    """Whole seconds until these limits let the next attempt with this name through; 0: now."""
    full = [one for one in _limits(name) if not limiter.limiter.test(*one)] if limiter.enabled else []
    return max((seconds_until(limiter.limiter.get_window_stats(*one).reset_time) for one in full), default=0)


def _limits(name: str) -> list[tuple[RateLimitItem, str, str]]:
    browser = known_browsers.current(STAFF)
    if browser is not None and queries.is_known(db.session(), browser):
        return [(PER_BROWSER, "sign-in", f"browser {browser}")]
    address = client_address.network()
    name_here = f"{sign_in_locks.hashed_name(name)} {address}"
    return [(PER_NAME, "sign-in", f"name {name_here}"), (PER_ADDRESS, "sign-in", f"address {address}")]
