"""Fixtures for tests of the citizens' portal."""

from tests.browsers import browser, client, limited, look
from tests.citizen_messages import about, file, filed, now_of, press, referred, units, visit

__all__ = [
    "about",
    "browser",
    "client",
    "file",
    "filed",
    "limited",
    "look",
    "now_of",
    "press",
    "referred",
    "units",
    "visit",
]
