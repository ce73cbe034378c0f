"""What pages show of printers: a port for templates (``ports.printing``), because printing depends on this feature."""

from collections.abc import Sequence
from typing import Any, Protocol

from deskq.core.ports import Port


class PrinterStatus(Protocol):
    def current(self) -> Sequence[Any]:
        """Every printer that is not simply ready."""

    def every(self) -> Sequence[Any]:
        """Every printer with its condition, for the page of devices."""

    def here(self) -> Any | None:
        """The printer of this kiosk if no page will come out of it."""

    def browser_prints(self) -> bool:
        """Whether this kiosk's browser prints."""

    def prints_tokens(self) -> bool:
        """Whether the office has a printer of its own."""

    def troubled(self, office_id: int) -> Sequence[Any]:
        """Pages that may not have come out, of visitors who still wait."""

    def paper_failed(self, ticket_id: int) -> bool:
        """Whether the last page of a ticket may not have come out."""


class NoPrinters:
    def current(self) -> Sequence[Any]:
        return ()

    def every(self) -> Sequence[Any]:
        return ()

    def here(self) -> None:
        return None

    def browser_prints(self) -> bool:
        return True

    def prints_tokens(self) -> bool:
        return False

    def troubled(self, office_id: int) -> Sequence[Any]:
        return ()

    def paper_failed(self, ticket_id: int) -> bool:
        return False


PORT: Port[PrinterStatus] = Port("printing", NoPrinters())
