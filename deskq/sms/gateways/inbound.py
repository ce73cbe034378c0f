"""Parse an inbound SMS, whatever names its gateway gives the fields.

Kavenegar sends messageid, from, to, message. Melipayamak lets its customer name them; its example has to, body, from,
and no id. The web hook of SMS.ir is not documented; it is parsed by the names of its list of received messages. One
parser accepts all names, case-insensitive; docs/inbound-sms.md says how certain each is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FROM = ("from", "sender", "mobile", "mobilenumber", "fromnumber", "src")
TEXT = ("message", "text", "body", "messagetext", "messagebody", "msg", "content")
ID = ("messageid", "msgid", "message_id", "id", "smsid", "receiveid")
AT = ("receiveddatetime", "date", "receivedate", "at", "time")
MAX_TEXT, MAX_FIELD = 4000, 100


@dataclass(frozen=True, slots=True)
class InboundSms:
    """As received; ``id`` and ``at`` are empty where the gateway sends none."""

    sender: str
    text: str
    id: str = ""
    at: str = ""


def parse(fields: Mapping[str, Any]) -> InboundSms | None:
    """None when sender or text are missing."""
    named = {str(name).lower(): value for name, value in fields.items()}
    sender, text, number, at = (_first(named, names) for names in (FROM, TEXT, ID, AT))
    if not sender.strip() or not text.strip():
        return None
    return InboundSms(sender.strip()[:MAX_FIELD], text[:MAX_TEXT], number.strip()[:MAX_FIELD], at.strip()[:MAX_FIELD])


def _first(named: Mapping[str, Any], names: tuple[str, ...]) -> str:
    found = (named[name] for name in names if name in named)
    return next((str(value) for value in found if isinstance(value, str | int) and str(value).strip()), "")
