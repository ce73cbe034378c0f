"""Gateways for SMS; ``create_gateway`` returns the configured one, or None when SMS is off."""

from collections.abc import Mapping
from typing import Any

from deskq.sms.gateways.port import Gateway


def create_gateway(settings: Mapping[str, Any]) -> Gateway | None:
    name = settings["SMS_GATEWAY"]
    if name == "off":
        return None
    from deskq.sms.gateways.registry import GATEWAYS  # lazy: the adapters import an HTTP client of several megabytes

    return GATEWAYS[name](settings)
