"""How many people wait now, and whether the office is open: a port for templates (``ports.waiting_now``)."""

from typing import Any, Protocol

from deskq.core.ports import Port


class WaitingNow(Protocol):
    def board(self) -> Any: ...


class NoQueue:
    def board(self) -> Any:
        return None


PORT: Port[WaitingNow] = Port("waiting_now", NoQueue())
