"""Fixtures for tests of paused clocks."""

from tests.browsers import browser, client, limited, look
from tests.citizen_messages import about, action, file, filed, now_of, referred, units, visit

__all__ = [
    "about",
    "action",
    "browser",
    "client",
    "file",
    "filed",
    "limited",
    "look",
    "now_of",
    "referred",
    "units",
    "visit",
]
