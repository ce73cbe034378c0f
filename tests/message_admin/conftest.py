"""Fixtures for tests of the admin pages of messages and units."""

from tests.admin_pages import admin, page, row, send
from tests.browsers import browser, client, limited, look
from tests.citizen_messages import about, action, file, filed, now_of, referred, units, visit

__all__ = [
    "about",
    "action",
    "admin",
    "browser",
    "client",
    "file",
    "filed",
    "limited",
    "look",
    "now_of",
    "page",
    "referred",
    "row",
    "send",
    "units",
    "visit",
]
