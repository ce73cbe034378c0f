"""Fixtures of admin pages for tests of the office."""

from tests.tools.admin_pages import admin, browser, client, issue, look, page, row, send, shown, supervisor

__all__ = ["admin", "browser", "client", "issue", "look", "page", "row", "send", "shown", "supervisor"]
