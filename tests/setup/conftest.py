"""An admin at the pages of the set-up."""

import pytest

from tests.browsers import Browser
from tests.conftest import PASSWORD


@pytest.fixture
def admin(office, browser) -> Browser:
    made: Browser = browser()
    assert made.post("/sign-in", data={"name": "admin", "password": PASSWORD}).status_code == 303
    return made
