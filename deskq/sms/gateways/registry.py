"""The gateways by name, created from the settings."""

from collections.abc import Callable, Mapping
from typing import Any

from deskq.sms.gateways.console import Console
from deskq.sms.gateways.kavenegar import Kavenegar
from deskq.sms.gateways.melipayamak import Melipayamak
from deskq.sms.gateways.port import Gateway
from deskq.sms.gateways.smsir import SmsIr

GATEWAYS: Mapping[str, Callable[[Mapping[str, Any]], Gateway]] = {
    "console": lambda _: Console(),
    "kavenegar": lambda settings: Kavenegar(settings["SMS_KEY"], settings["SMS_SENDER"], settings["SMS_URL"]),
    "smsir": lambda settings: SmsIr(settings["SMS_KEY"], settings["SMS_SENDER"], settings["SMS_URL"]),
    "melipayamak": lambda settings: Melipayamak(
        settings["SMS_USER"], settings["SMS_PASSWORD"], settings["SMS_SENDER"], settings["SMS_URL"]
    ),
}
