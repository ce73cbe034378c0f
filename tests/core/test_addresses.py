"""Which hosts only this machine reaches."""

import pytest

from deskq.core.addresses import is_loopback


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.3.2.1", "::1"])
def test_a_loopback_host_is_for_this_machine_only(host):
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.168.1.10", "desk.example", "localhost.example", "0.0.0.0", "::", "", None])
def test_any_other_host_is_not(host):
    assert not is_loopback(host)
