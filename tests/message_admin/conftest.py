"""Fixtures for tests of the admin pages of messages and units."""

from tests.admin_pages import admin, page, row, send
from tests.browsers import browser, client, limited, look

__all__ = ["admin", "browser", "client", "limited", "look", "page", "row", "send"]
