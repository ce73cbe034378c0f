"""Fixtures for tests of the admin pages of messages and units."""

from tests.tools.admin_pages import admin, page, row, send
from tests.tools.browsers import browser, client, inside, limited, look

__all__ = ["admin", "browser", "client", "inside", "limited", "look", "page", "row", "send"]
