"""Published half-year reports on the public pages: a port for templates (``ports.published_reports``)."""

from typing import Any, Protocol

from deskq.core.ports import Port


class PublishedReports(Protocol):
    def links(self) -> list[tuple[str, str, Any]]:
        """(address, name of the half-year, time of publication), the latest half-year first."""
        ...


class NoReports:
    def links(self) -> list[tuple[str, str, Any]]:
        return []


PORT: Port[PublishedReports] = Port("published_reports", NoReports())
