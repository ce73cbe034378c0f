"""Fixtures for tests of paused clocks."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.message_pauses import service
from deskq.messages.models import Message
from deskq.messages.service.refer import refer
from tests.tools.browsers import browser, client, limited, look

__all__ = ["browser", "client", "limited", "look"]
QUESTION = "کدام پلاک؟"


@pytest.fixture
def ask(file, units, action):
    """``ask(phone="...")``: a request whose citizen is asked by civil works, with ten days to reply."""

    def make(question: str = QUESTION, **given: object) -> Message:
        message = file(category="asphalt", **given)
        refer(action("operator", message), units["civil_works"])
        return service.ask_back(action("civil", message), question, clock.now() + timedelta(days=10))

    return make
