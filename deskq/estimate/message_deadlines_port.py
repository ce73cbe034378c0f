"""The deadlines of messages on the published page: a port for templates (``ports.message_deadlines``)."""

from typing import Any, Protocol

from deskq.core.ports import Port


class MessageDeadlines(Protocol):
    def published(self) -> Any: ...


class NoMessages:
    def published(self) -> Any:
        return None


PORT: Port[MessageDeadlines] = Port("message_deadlines", NoMessages())
