"""Fixtures of admin pages for tests of reports."""

import pytest

from deskq.queue.service import calls, counters
from tests.tools.admin_pages import admin, browser, client, issue, look, page, row, send, shown, supervisor

__all__ = ["admin", "browser", "client", "issue", "look", "page", "row", "send", "shown", "supervisor"]


@pytest.fixture
def call(at):
    """``call(2)``: counter 2 opens and calls the next visitor, or the one of that ticket."""

    def from_counter(number: int, ticket: int | None = None) -> None:
        counters.open_counter(at(number))
        calls.call_next(at(number), ticket)

    return from_counter
