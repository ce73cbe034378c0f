"""The network address of who sends a request, as rate limits and locks count it."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from flask import request

from deskq.core import addresses


def parsed() -> IPv4Address | IPv6Address | None:
    """The address of the request; that of IPv4 also where the server listens on IPv6 (``::ffff:10.0.0.1``)."""
    try:
        found = ip_address(request.remote_addr or "")
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def network() -> str:
    """The IPv4 address, or the /64 network of an IPv6 address; "None" where the request has no address."""
    return addresses.limit_key(str(parsed()))
