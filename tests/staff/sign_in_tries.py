"""Sign-ins of strangers and of a desk, from addresses of their own."""

import pytest

from tests.conftest import PASSWORD

LOBBY = "10.0.0.7"  # the address of everybody in the building


def enter(browser, name="karimi", password=PASSWORD, at=LOBBY):
    return browser.post("/sign-in", data={"name": name, "password": password}, environ_base={"REMOTE_ADDR": at})


def strangers(browser, times: int, name="karimi"):
    """Wrong passwords, each from another address."""
    return [enter(browser(), name, "wrong", f"203.0.{n // 250}.{n % 250}").status_code for n in range(times)]


@pytest.fixture
def desk(browser):
    """A browser in which karimi has signed in before."""
    made = browser()
    assert enter(made).status_code == 303
    made.post("/sign-out")
    return made
