"""Network addresses: as the key of a limit, and whether only this machine reaches them."""

from ipaddress import IPv6Address, ip_address, ip_network

#: One subscriber has a /64 network of IPv6: addresses change within it.
IPV6_PREFIX = 64


def limit_key(address: str | None) -> str:
    """The address; of IPv6 its network. What is no address stays as it is."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return str(address)
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, IPV6_PREFIX), strict=False))


def is_loopback(host: str | None) -> bool:
    """Whether only this machine can open pages at this host name or address, such as ``localhost`` or ``127.0.0.1``."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
