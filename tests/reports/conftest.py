"""Fixtures of admin pages for tests of reports."""

from tests.tools.admin_pages import admin, browser, client, issue, look, page, row, send, shown

__all__ = ["admin", "browser", "client", "issue", "look", "page", "row", "send", "shown"]
