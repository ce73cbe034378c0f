"""Fixtures for tests of the core of messages."""

import pytest

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
pytest.register_assert_rewrite("tests.messages.random_office")
