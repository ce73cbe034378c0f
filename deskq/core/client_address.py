"""The network address of who sends a request, as rate limits and locks count it."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from flask import request

#: One subscriber has a /64 network of IPv6: addresses change within it.
IPV6_PREFIX = 64


def parsed() -> IPv4Address | IPv6Address | None:
    """The address of the request; that of IPv4 also where the server listens on IPv6 (``::ffff:10.0.0.1``)."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def network() -> str:
    """The IPv4 address, or the /64 network of an IPv6 address; "None" where the request has no address."""
    found = parsed()
    return str(ip_network((found, IPV6_PREFIX), strict=False)) if isinstance(found, IPv6Address) else str(found)
