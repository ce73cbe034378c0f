"""Fixtures: an application that has ended, and its applicant."""

import pytest

from deskq.applications.models import Application
from tests.applications.applicants import citizen
from tests.applications.conftest import action, now_of, opened
from tests.tools.browsers import browser, client, limited, look

__all__ = ["action", "browser", "citizen", "client", "ended", "limited", "look", "now_of", "opened"]


@pytest.fixture
def ended(opened):
    """``ended()``: a levy that was paid at the desk at once."""

    def finish() -> Application:
        made = opened("renewal_levy", received=frozenset({"parcel"}), at_once=True, result="پرداخت شد")
        assert made.state == "finished"
        return made

    return finish
