"""Fixtures for tests of the admin pages of messages and units."""

from tests.browsers import browser, client, limited, look
from tests.citizen_messages import about, file, filed, now_of, press, referred, units, visit
from tests.manage.conftest import admin, page, row, send

__all__ = [
    "about",
    "admin",
    "browser",
    "client",
    "file",
    "filed",
    "limited",
    "look",
    "now_of",
    "page",
    "press",
    "referred",
    "row",
    "send",
    "units",
    "visit",
]
