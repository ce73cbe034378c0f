"""Submits the public form as a citizen."""

import pytest


@pytest.fixture
def send(client):
    """``send("request", address="...")`` presses the button of that kind's page."""

    def post(kind: str, **typed: object):
        fields = {"kind": kind, "body": "چاله‌ای در خیابان امام", "request_key": "onekey-of-a-page", **typed}
        return client.post("/messages", data=fields, content_type="multipart/form-data")

    return post
