"""The gateways by name, and what of the settings each is given."""

from collections.abc import Callable, Mapping
from typing import Any

from deskq.sms.gateways.console import Console
from deskq.sms.gateways.kavenegar import Kavenegar
from deskq.sms.gateways.melipayamak import Melipayamak
from deskq.sms.gateways.port import Gateway
from deskq.sms.gateways.smsir import SmsIr

MAKE: Mapping[str, Callable[[Mapping[str, Any]], Gateway]] = {
    "console": lambda _: Console(),
    "kavenegar": lambda given: Kavenegar(given["SMS_KEY"], given["SMS_SENDER"], given["SMS_URL"]),
    "smsir": lambda given: SmsIr(given["SMS_KEY"], given["SMS_SENDER"], given["SMS_URL"]),
    "melipayamak": lambda given: Melipayamak(
        given["SMS_USER"], given["SMS_PASSWORD"], given["SMS_SENDER"], given["SMS_URL"]
    ),
}
