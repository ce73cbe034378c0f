"""How a delivery is signed, to which addresses it may go, and when it is tried again. Pure."""

import base64
import hashlib
import hmac
import ipaddress
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from deskq.core.errors import N_

STATES = ("waiting", "sending", "sent", "failed")
PREFIX = "whsec_"
WRONG_URL = N_("Please write a whole address that begins with https:// or http://, without a name and password in it.")
PRIVATE_URL = N_(
    "This address is in a private network. The setting DESKQ_WEBHOOK_NETWORKS says which of them are allowed."
)
#: A delivery is tried again for so long; a request that was sent is given up after the lease.
GIVE_UP, LEASE = timedelta(hours=24), timedelta(seconds=60)
FIRST_DELAY, LONGEST_DELAY = 5.0, 3600.0
#: Of the IPv6 addresses only these belong to anybody; the others contain an IPv4 address or stay in a site.
GIVEN_OUT = ipaddress.ip_network("2000::/3")
#: Networks that lead to others (6to4 and its relays, Teredo), and of protocols and examples.
LEADING = tuple(map(ipaddress.ip_network, ("2002::/16", "2001::/32", "3fff::/20", "192.88.99.0/24", "192.0.0.0/24")))
LONGEST_NAME, LONGEST_LABEL = 253, 63
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def secret_from(seed: str) -> str:
    """The secret of a webhook (Standard Webhooks: 32 bytes in base64) that follows from a random or derived text."""
    return PREFIX + base64.b64encode(hashlib.sha256(b"webhook\0" + seed.encode()).digest()).decode()


def signature(secret: str, delivery: str, timestamp: int, body: str) -> str:
    """The value of ``Webhook-Signature`` (Standard Webhooks): HMAC-SHA256 over id, timestamp and body."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{delivery}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def is_allowed(address: str, networks: Iterable[str]) -> bool:
    """Whether a request may go to this IP address: public ones, and those of networks that the settings allow."""
    try:
        found: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    if any(found in ipaddress.ip_network(one) for one in networks):
        return True
    given_out = found.version == 4 or found in GIVEN_OUT
    return given_out and found.is_global and not found.is_multicast and not any(found in one for one in LEADING)


def wrong_url(url: str, networks: Iterable[str]) -> str:
    """What is wrong with an address (msgid); empty if nothing. A name is looked up when something is sent."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return WRONG_URL
    plain = url.isascii() and url.isprintable() and " " not in url
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None or not plain:
        return WRONG_URL
    if port == 0 or not _may_be_a_name(parts.hostname):
        return WRONG_URL
    try:
        ipaddress.ip_address(parts.hostname)
    except ValueError:
        return PRIVATE_URL if parts.hostname.rstrip(".").endswith("localhost") and not tuple(networks) else ""
    return "" if is_allowed(parts.hostname, networks) else PRIVATE_URL


def _may_be_a_name(host: str) -> bool:
    """Whether each part has a length that a name in the DNS can have; nothing else is looked up."""
    return len(host) <= LONGEST_NAME and all(1 <= len(part) <= LONGEST_LABEL for part in host.rstrip(".").split("."))


def retry_delay(attempt: int, chance: float) -> timedelta:
    """Doubles with each attempt up to an hour; ``chance`` in [0, 1) spreads it by half."""
    seconds = min(FIRST_DELAY * 2 ** (attempt - 1), LONGEST_DELAY)
    return timedelta(seconds=seconds * (0.75 + chance / 2))
