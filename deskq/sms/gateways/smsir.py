"""SMS.ir, version 1: POST /v1/send/bulk with the header X-API-KEY, response {"status", "message", "data": {...}}.

https://sms.ir/developer-web-service/rest-api/. HTTP 400 with an own status in the body is a refusal with a code.
"""

from deskq.sms import phone_numbers
from deskq.sms.gateways import http, port

HOME = "https://api.sms.ir"
TAKEN = 1
BUSY = frozenset({20})  # too many requests
REASONS = {
    10: port.KEY, 11: port.KEY, 12: port.ACCOUNT, 13: port.ACCOUNT, 14: port.ACCOUNT, 15: port.ACCOUNT,
    101: port.SENDER, 102: port.CREDIT, 103: port.TEXT, 104: port.NUMBER, 105: port.OTHER, 106: port.OTHER,
    107: port.NUMBER, 108: port.TEXT, 109: port.OTHER, 115: port.NUMBER, 117: port.TEXT, 123: port.SENDER,
}  # fmt: skip


class SmsIr:
    def __init__(self, key: str, sender: str, home: str = "") -> None:
        self._address = f"{(home or HOME).rstrip('/')}/v1/send/bulk"
        self._headers = {"X-API-KEY": key, "Accept": "application/json"}
        self._sender = int(sender)

    def send(self, number: str, text: str) -> str:
        fields = {"lineNumber": self._sender, "messageText": text, "mobiles": [phone_numbers.local(number)]}
        status, body = http.post(self._address, json=fields, headers=self._headers)
        if body.get("status") != TAKEN:
            raise http.failure_of(status, body.get("status"), REASONS, BUSY)
        result = body.get("data")
        pack = result.get("packId") if isinstance(result, dict) else None
        messages = result.get("messageIds") if isinstance(result, dict) else None
        if messages == [None]:  # accepted and dropped at once: the number blocks advertising
            raise port.SendRefused(port.NUMBER)
        return str(pack or "")
