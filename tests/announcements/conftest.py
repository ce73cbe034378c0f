"""Fixtures of admin pages for tests of announcements."""

from tests.tools.admin_pages import admin, browser, client, issue, look, page, row, send, shown, supervisor

__all__ = ["admin", "browser", "client", "issue", "look", "page", "row", "send", "shown", "supervisor"]
