"""Which hosts only this machine reaches."""

import pytest

from deskq.core.addresses import is_loopback

HERE = ["localhost", "127.0.0.1", "127.3.2.1", "::1"]
ELSEWHERE = ["192.168.1.10", "desk.example", "localhost.example", "0.0.0.0", "::", "", None]


@pytest.mark.parametrize("host", HERE + ELSEWHERE)
def test_a_loopback_host_alone_is_for_this_machine_only(host):
    assert is_loopback(host) is (host in HERE)
