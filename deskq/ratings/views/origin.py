"""Origin of a rating from its request: a pseudonym of the address or device, valid for one day, and whether it is the
staff's.

This detects careless abuse only: a private phone on another network cannot be recognised. Settings: docs/settings.md.
"""

import hashlib
import hmac
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_network

from flask import Response, current_app, g, request

from deskq.access import identity
from deskq.core import client_address, clock
from deskq.ratings import service
from deskq.ratings.rules import Origin

SIGNED_IN = "signed-in"
MAX_REMEMBERED = 1000
_remembered: dict[str, datetime] = {}


def origin_of_address() -> Origin:
    """Origin by client address: phones, the API, links in SMS."""
    address = client_address.parsed()
    staff = identity.signed_in() is not None or identity.at_office_device() or _within(address, "STAFF_ADDRESSES")
    shared = _within(address, "SHARED_ADDRESSES")
    return Origin(_key(f"address {client_address.network()}"), staff, None if shared else _burst_limit())


def origin_of_device() -> Origin:
    """Origin by paired device: tablet or kiosk."""
    return Origin(_key(f"device {identity.current_caller().device_id}"), identity.signed_in() is not None)


def remember_desk_address(response: Response) -> Response:
    """With "signed-in" in STAFF_ADDRESSES, the address of a clerk working at a counter is the staff's for half an
    hour."""
    if (
        request.blueprint == "desk"
        and SIGNED_IN in _addresses_setting("STAFF_ADDRESSES")
        and g.get("person") is not None
    ):
        key, now = _key(f"address {client_address.network()}"), clock.now()
        seen = _remembered.get(key)
        if seen is None or now - seen >= service.DESK_ADDRESS_REFRESH:
            if len(_remembered) >= MAX_REMEMBERED:
                _remembered.clear()
            _remembered[key] = now
            service.remember_desk_address(g.person.office_id, key)
    return response


def forget() -> None:
    """Forget which desk addresses were stored lately."""
    _remembered.clear()


def _key(what: str) -> str:
    """Keyed hash of ``what`` and the day: not reversible without the secret, and different tomorrow."""
    day = clock.today()
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"rating {day} {what}".encode(), hashlib.sha256).hexdigest()[:32]


def _within(address: IPv4Address | IPv6Address | None, setting: str) -> bool:
    networks = [ip_network(one) for one in _addresses_setting(setting) if one != SIGNED_IN]
    return address is not None and any(address in network for network in networks)


def _addresses_setting(setting: str) -> tuple[str, ...]:
    found: tuple[str, ...] = current_app.config[setting]
    return found


def _burst_limit() -> int:
    return int(current_app.config["RATING_BURST"])
