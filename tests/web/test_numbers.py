"""Numbers in addresses."""

import pytest


@pytest.mark.parametrize("number", [2**53 + 1, 10**30, "x", "-1", "1.5"])
def test_a_number_that_cannot_be_is_not_there(client, number):
    assert client.get(f"/devices/status/tablet/{number}").status_code == 404


def test_the_largest_number_that_can_be_is_looked_for(client):
    assert client.get(f"/devices/status/tablet/{2**53}").json == {"paired": False}
