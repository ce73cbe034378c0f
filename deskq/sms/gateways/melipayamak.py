"""Melipayamak: POST /api/SendSMS/SendSMS, response {"Value", "RetStatus", "StrRetStatus"}.

https://www.melipayamak.com/api/sendsimplesms/. Accepted when RetStatus is 1 and Value a long reference; short values
are error codes.
"""

from typing import Any

from deskq.sms import phone_numbers
from deskq.sms.gateways import http, port

HOME = "https://rest.payamak-panel.com"
TAKEN = 1
SHORTEST_REFERENCE = 6
BUSY = frozenset({6})  # being updated
REASONS = {
    0: port.KEY, 2: port.CREDIT, 3: port.ACCOUNT, 4: port.ACCOUNT, 5: port.SENDER, 7: port.TEXT, 9: port.SENDER,
    10: port.ACCOUNT, 11: port.OTHER, 12: port.ACCOUNT, 14: port.TEXT, 15: port.TEXT, 35: port.NUMBER,
}  # fmt: skip


class Melipayamak:
    def __init__(self, user: str, password: str, sender: str, home: str = "") -> None:
        self._address = f"{(home or HOME).rstrip('/')}/api/SendSMS/SendSMS"
        self._own = {"username": user, "password": password, "from": sender, "isFlash": "false"}

    def send(self, number: str, text: str) -> str:
        fields = {**self._own, "to": phone_numbers.local(number), "text": text}
        status, body = http.post(self._address, data=fields)
        reference = str(body.get("Value") or "")
        if body.get("RetStatus") == TAKEN and (len(reference) >= SHORTEST_REFERENCE or reference == str(TAKEN)):
            return reference
        raise http.failure_of(status, _refusal_code(body), REASONS, BUSY)


def _refusal_code(body: dict[str, Any]) -> int | None:
    """The error code is in Value, or in RetStatus where Value is empty."""
    value, status = str(body.get("Value") or ""), body.get("RetStatus")
    if value.isdecimal() and len(value) < SHORTEST_REFERENCE:
        return int(value)
    return status if isinstance(status, int) and status != TAKEN else None
