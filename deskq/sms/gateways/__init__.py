"""``make`` gives the gateway that is configured, or None when messages are off."""

from collections.abc import Mapping
from typing import Any

from deskq.sms.gateways.port import Gateway


def make(settings: Mapping[str, Any]) -> Gateway | None:
    name = settings["SMS_GATEWAY"]
    if name == "off":
        return None
    from deskq.sms.gateways.registry import MAKE  # the adapters bring a client of megabytes: only where one is used

    return MAKE[name](settings)
