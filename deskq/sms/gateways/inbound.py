"""A text that a gateway brings, under whatever names it calls the parts.

Kavenegar says messageid, from, to, message. Melipayamak lets its customer name them; its example is to, body, from, and
it sends no id. The web hook of SMS.ir could not be seen; it is read by the names of its list of received messages.
One reader takes the names of all, in any case; docs/inbound-sms.md says how sure each is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FROM = ("from", "sender", "mobile", "mobilenumber", "fromnumber", "src")
TEXT = ("message", "text", "body", "messagetext", "messagebody", "msg", "content")
ID = ("messageid", "msgid", "message_id", "id", "smsid", "receiveid")
AT = ("receiveddatetime", "date", "receivedate", "at", "time")
LONGEST_TEXT, LONGEST = 4000, 100


@dataclass(frozen=True, slots=True)
class Inbound:
    """As it came; ``id`` and ``at`` are empty where the gateway gives none."""

    sender: str
    text: str
    id: str = ""
    at: str = ""


def read(fields: Mapping[str, Any]) -> Inbound | None:
    """None where sender or text are missing."""
    named = {str(name).lower(): value for name, value in fields.items()}
    sender, text, number, at = (_first(named, names) for names in (FROM, TEXT, ID, AT))
    if not sender.strip() or not text.strip():
        return None
    return Inbound(sender.strip()[:LONGEST], text[:LONGEST_TEXT], number.strip()[:LONGEST], at.strip()[:LONGEST])


def _first(named: Mapping[str, Any], names: tuple[str, ...]) -> str:
    found = (named[name] for name in names if name in named)
    return next((str(value) for value in found if isinstance(value, str | int) and str(value).strip()), "")
