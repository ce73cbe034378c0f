"""Numbers in addresses."""

import pytest


@pytest.mark.parametrize("number", [10**9, 2**31, 10**30, "x", "-1", "1.5"])
def test_a_number_of_ten_digits_is_not_found(client, number):
    assert client.get(f"/devices/status/tablet/{number}").status_code == 404


def test_the_largest_number_is_looked_for(client):
    assert client.get(f"/devices/status/tablet/{10**9 - 1}").json == {"paired": False}
