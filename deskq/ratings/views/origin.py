"""Whence a rating comes, as its request tells: the address or device by a key of the day, and whether the staff sat
there.

Nothing of it is proof: a telephone of one's own on another network tells nothing. docs/settings.md names the settings.
"""

import hashlib
import hmac
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import Response, current_app, g, request

from deskq.access import identity
from deskq.core import clock
from deskq.ratings import service
from deskq.ratings.rules import Origin

#: Addresses of version 6 change within this part of them, which one line has.
LINE = 64
SIGNED_IN = "signed-in"
LONGEST_MEMORY = 1000
_remembered: dict[str, datetime] = {}


def here() -> Origin:
    """Of the address that asks: phones, machines, links."""
    address = _address()
    staff = identity.signed_in() is not None or identity.at_office_device() or _within(address, "STAFF_ADDRESSES")
    shared = _within(address, "SHARED_ADDRESSES")
    return Origin(_key(f"address {_line(address)}"), staff, None if shared else _most())


def of_device() -> Origin:
    """Of the paired tablet or kiosk that asks."""
    return Origin(_key(f"device {g.caller.device_id}"), identity.signed_in() is not None)


def remember_desks(response: Response) -> Response:
    """Where the office wishes it, the address of a clerk who presses at a counter is the staff's for half an hour."""
    if request.blueprint == "desk" and SIGNED_IN in _listed("STAFF_ADDRESSES") and g.get("person") is not None:
        key, now = _key(f"address {_line(_address())}"), clock.now()
        seen = _remembered.get(key)
        if seen is None or now - seen >= service.REMEMBERED:
            if len(_remembered) >= LONGEST_MEMORY:
                _remembered.clear()
            _remembered[key] = now
            service.remember_desk(g.person.office_id, key)
    return response


def _key(what: str) -> str:
    """Cannot be turned back without the office's secret, and is another one tomorrow."""
    day = clock.now().astimezone(clock.zone()).date()
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"rating {day} {what}".encode(), hashlib.sha256).hexdigest()[:32]


def _address() -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(request.remote_addr or "")
    except ValueError:
        return None


def _line(address: IPv4Address | IPv6Address | None) -> str:
    return str(ip_network((address, LINE), strict=False)) if isinstance(address, IPv6Address) else str(address)


def _within(address: IPv4Address | IPv6Address | None, setting: str) -> bool:
    networks = [ip_network(one) for one in _listed(setting) if one != SIGNED_IN]
    return address is not None and any(address in network for network in networks)


def _listed(setting: str) -> tuple[str, ...]:
    found: tuple[str, ...] = current_app.config[setting]
    return found


def _most() -> int:
    return int(current_app.config["RATING_BURST"])
