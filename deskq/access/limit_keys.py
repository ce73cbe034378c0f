"""What rate limits of pages count by: who is known to ask, or else the network address.

A known caller has a limit of its own, which strangers behind the same address cannot fill. Secrets in addresses are
no such proof, anybody can invent one: a limit by secret stands beside one by address.
"""

from flask import request

from deskq.access import identity
from deskq.access.identity import Caller
from deskq.core import client_address, secrets


def person() -> str:
    """By the person who is signed in."""
    found = identity.signed_in()
    return f"person {found.id}" if found is not None else f"address {client_address.network()}"


def device(what: str, found: Caller | None) -> str:
    """By the device that asks, if it was ``found``. ``what`` is limited on its own."""
    return f"{what} {found.device_id}" if found is not None else f"{what} {client_address.network()}"


def secret() -> str:
    """By the secret in the address, because all phones in the lobby may share one network address."""
    given = request.view_args or {}
    found = next((given[name] for name in ("secret", "signed", "token", "code") if name in given), "")
    return f"secret {secrets.hashed(found)}"
