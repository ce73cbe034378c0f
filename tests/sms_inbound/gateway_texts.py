"""Inbound SMS as a gateway delivers them."""

import pytest

from tests.sms.conftest import gateway, work

__all__ = ["gateway", "work"]
KEY = "a-key-of-the-gateway-0123456789-abcdef"
PHONE, NUMBER = "09121234567", "+989121234567"
WORDS = "سطل زبالهٔ کوچهٔ بهار پر است"


@pytest.fixture
def bring(app, browser):
    """``bring(message="...", messageid="1")``: a gateway asks our address; its answer."""
    app.config["SMS_INBOUND_KEY"] = KEY
    gateway_of_citizens = browser()

    def ask(key: str = KEY, method: str = "POST", **fields: str):
        given = {"from": PHONE, **{name.rstrip("_"): value for name, value in fields.items()}}
        where = {"query_string": given} if method == "GET" else {"data": given}
        return gateway_of_citizens.open(f"/sms/in/{key}", method=method, **where)

    return ask


@pytest.fixture
def answered(gateway, work):
    """``answered()``: the texts that went out since it was asked last."""

    def since() -> list[str]:
        work()
        said = gateway.texts
        gateway.taken.clear()
        return said

    return since
