"""What a gateway is to the outbox: it takes one message, or says why not in one word, and whether to ask again."""

from typing import Protocol

#: The words for why a message was not taken, as the manager's panel says them. A number or a text is refused for
#: itself; everything else will meet the next message too.
NUMBER, TEXT = "number", "text"
KEY, CREDIT, SENDER, ACCOUNT, OTHER = "key", "credit", "sender", "account", "other"
UNREACHABLE, TIMEOUT, NONSENSE, BUSY, BROKEN = "unreachable", "timeout", "nonsense", "busy", "broken"
OF_ONE_MESSAGE = (NUMBER, TEXT)


class NotTaken(Exception):
    """``reason`` is one of the words above, ``code`` what the gateway said itself; never a number, never a key."""

    def __init__(self, reason: str, code: object = "") -> None:
        super().__init__(f"{reason} {code}".strip())
        self.reason = reason
        self.code = str(code)[:40]


class Refused(NotTaken):
    """The gateway says no, and would say it again."""


class Later(NotTaken):
    """Certainly not taken, and it may go next time: no connection, too busy, out of order."""


class Unsure(NotTaken):
    """The request was out, and no answer that can be understood came back: it may have been taken. Asking again could
    send it twice."""


class Gateway(Protocol):
    def send(self, number: str, text: str) -> str:
        """Give one message to the gateway; ``number`` in E.164. Returns its reference, raises a ``NotTaken``."""
        ...
