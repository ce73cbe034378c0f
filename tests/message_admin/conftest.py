"""Fixtures for tests of the admin pages of messages and units."""

import pytest

from deskq.messages.models import Message
from deskq.messages.service import create
from deskq.messages.service.message_input import MessageInput
from tests.tools.admin_pages import admin, page, row, send
from tests.tools.browsers import browser, client, limited, look

__all__ = ["admin", "browser", "client", "limited", "look", "page", "row", "send"]


@pytest.fixture
def register(office):
    made = []

    def one(**given: object) -> Message:
        made.append(1)
        words = {"kind": "request", "channel": "web", "body": "چاله", "address": "خیابان امام", **given}
        return create.register(office, "citizen", MessageInput(**words), f"test {len(made)}")

    return one
