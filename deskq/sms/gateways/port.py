"""Interface of a gateway: it accepts one SMS or raises why not, in one word, and whether a retry makes sense."""

from typing import Protocol

#: Reasons why an SMS was not accepted, as the hall page shows them. NUMBER and TEXT concern one SMS only;
#: all others will affect the next SMS as well.
NUMBER, TEXT = "number", "text"
KEY, CREDIT, SENDER, ACCOUNT, OTHER = "key", "credit", "sender", "account", "other"
UNREACHABLE, TIMEOUT, NONSENSE, BUSY, BROKEN = "unreachable", "timeout", "nonsense", "busy", "broken"
PER_SMS_REASONS = (NUMBER, TEXT)


class SendFailed(Exception):
    """``reason`` is one of the words above, ``code`` the gateway's own code; never a phone number or a key."""

    def __init__(self, reason: str, code: object = "") -> None:
        super().__init__(f"{reason} {code}".strip())
        self.reason = reason
        self.code = str(code)[:40]


class SendRefused(SendFailed):
    """The gateway refuses, and would refuse again."""


class RetryLater(SendFailed):
    """Certainly not accepted, and a retry may succeed: no connection, too busy, out of order."""


class Unconfirmed(SendFailed):
    """The request was sent, and no usable response came: it may have been accepted. A retry could send the SMS
    twice."""


class Gateway(Protocol):
    def send(self, number: str, text: str) -> str:
        """Hand one SMS to the gateway; ``number`` in E.164. Returns its reference; raises ``SendFailed``."""
        ...
