"""The gateways by name, and what of the settings each is given."""

from collections.abc import Callable, Mapping
from typing import Any

from deskq.notify.gateways.console import Console
from deskq.notify.gateways.kavenegar import Kavenegar
from deskq.notify.gateways.melipayamak import Melipayamak
from deskq.notify.gateways.port import Gateway
from deskq.notify.gateways.smsir import SmsIr

MAKE: Mapping[str, Callable[[Mapping[str, Any]], Gateway]] = {
    "console": lambda _: Console(),
    "kavenegar": lambda given: Kavenegar(given["SMS_KEY"], given["SMS_SENDER"], given["SMS_URL"]),
    "smsir": lambda given: SmsIr(given["SMS_KEY"], given["SMS_SENDER"], given["SMS_URL"]),
    "melipayamak": lambda given: Melipayamak(
        given["SMS_USER"], given["SMS_PASSWORD"], given["SMS_SENDER"], given["SMS_URL"]
    ),
}
