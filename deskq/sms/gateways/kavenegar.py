"""Kavenegar: POST /v1/{key}/sms/send.json, response {"return": {"status", "message"}, "entries": [{"messageid"}]}.

https://kavenegar.com/rest.html. The key is part of the address, which therefore is never logged or shown.
"""

from urllib.parse import quote

from deskq.sms import phone_numbers
from deskq.sms.gateways import http, port

HOME = "https://api.kavenegar.com"
TAKEN = 200
BUSY = frozenset({409, 451})  # cannot answer now; too many equal requests
REASONS = {
    401: port.ACCOUNT, 403: port.KEY, 407: port.ACCOUNT, 411: port.NUMBER, 412: port.SENDER, 413: port.TEXT,
    416: port.ACCOUNT, 418: port.CREDIT, 420: port.TEXT, 422: port.TEXT, 426: port.ACCOUNT, 501: port.ACCOUNT,
}  # fmt: skip


class Kavenegar:
    def __init__(self, key: str, sender: str = "", home: str = "") -> None:
        self._address = f"{(home or HOME).rstrip('/')}/v1/{quote(key, safe='')}/sms/send.json"
        self._sender = {"sender": sender} if sender else {}

    def send(self, number: str, text: str) -> str:
        fields = {"receptor": phone_numbers.local(number), "message": text, **self._sender}
        status, body = http.post(self._address, data=fields)
        result = body.get("return")
        code = result.get("status") if isinstance(result, dict) else None
        if code != TAKEN:
            raise http.failure_of(status, code, REASONS, BUSY)
        entries = body.get("entries")
        first = entries[0] if isinstance(entries, list) and entries else {}
        return str(first.get("messageid", "") if isinstance(first, dict) else "")
