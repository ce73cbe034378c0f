"""An admin at the pages of the set-up."""

import pytest

from tests.conftest import PASSWORD
from tests.tools.browsers import Browser, browser, look

__all__ = ["admin", "browser", "look"]


@pytest.fixture
def admin(app, office) -> Browser:
    made = Browser(app, app.response_class, use_cookies=True)
    assert made.post("/sign-in", data={"name": "admin", "password": PASSWORD}).status_code == 303
    return made
