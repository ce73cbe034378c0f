"""An office in use, and browsers whose requests are counted."""

import logging
from collections.abc import Iterator

import pytest

from deskq.core import clock
from tests.security import hostile_office
from tests.security.fuzz.tally import CountedBrowser, Tally
from tests.security.hostile_office import Town
from tests.tools.browsers import Browser


@pytest.fixture
def tally() -> Iterator[Tally]:
    tally = Tally()
    logging.getLogger().addHandler(tally.logged)
    yield tally
    logging.getLogger().removeHandler(tally.logged)


@pytest.fixture
def browser(app, tally):
    def made() -> Browser:
        opened = CountedBrowser(app, app.response_class, use_cookies=True)
        opened.tally = tally
        return opened

    return made


@pytest.fixture
def town(app) -> Iterator[Town]:
    yield hostile_office.create()
    clock.fix(None)
