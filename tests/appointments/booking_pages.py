"""The public pages of appointments: one day of a service, and filling in its form."""

import re

import pytest

from tests.appointments.conftest import CODE, hour

DAY = f"/appointments/services/{CODE}/14050904"


def starts(text: str) -> int:
    """The value of the form for this time of that day: whole minutes since 1970."""
    return int(hour(text).timestamp()) // 60


@pytest.fixture
def take(client):
    """``take("10:15")`` fills in the form of that time and sends it."""

    def send(text: str, phone: str = "۰۹۱۲ ۳۴۵ ۶۷۸۹", **more: str):
        key = re.search(r'name="request_key" value="([^"]+)"', client.get(DAY).text)[1]
        fields = {"service": CODE, "starts": starts(text), "phone": phone, "request_key": key}
        return client.post("/appointments", data=fields | more)

    return send
