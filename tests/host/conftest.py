"""Fixtures of the host's pages."""

import re

import pytest

from tests.queue.conftest import service_id, whole_afterwards
from tests.tools.admin_pages import browser, client, issue, page, send

__all__ = ["browser", "client", "issue", "page", "send", "service_id", "whole_afterwards"]


@pytest.fixture
def host(sign_in):
    return sign_in("host")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html).split())
