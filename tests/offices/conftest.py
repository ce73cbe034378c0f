"""A second demo office, at /o/north; the first is at /o/main from then on."""

import pytest

from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from tests.conftest import PASSWORD
from tests.tools.browsers import Browser, browser

__all__ = ["browser"]
MAIN, NORTH = "/o/main", "/o/north"


@pytest.fixture
def north(app, office) -> int:
    made = create_demo_office(PASSWORD, "north")
    db.session.commit()
    return made


@pytest.fixture
def signed_in(browser):
    """``signed_in("admin", "/o/main")``: a browser in which this person signed in at this address."""

    def enter(name: str, root: str = "") -> Browser:
        made = browser()
        answer = made.post(f"{root}/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return made

    return enter
