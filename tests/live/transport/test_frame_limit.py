"""How many frames a client may send: sixty at once, and then five a second."""

import pytest
from wsproto.utilities import LocalProtocolError

from deskq.core import token_bucket
from deskq.live.transport.opening import _CountedFrames

PING = b"\x89\x80" + bytes(4)


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """The seconds that the server's clock shows; a test sets them."""
    seconds = [100.0]
    monkeypatch.setattr(token_bucket, "monotonic", lambda: seconds[0])
    return seconds


def taken(protocol: _CountedFrames, frames: int) -> int:
    """How many of so many frames are read before the protocol ends."""
    protocol.receive_data(PING * frames)
    read = 0
    try:
        for _ in protocol.events():
            read += 1
    except LocalProtocolError:
        assert protocol.floods
    return read


def test_sixty_at_once_are_read_and_no_more(clock):
    assert taken(_CountedFrames(), 60) == 60
    assert taken(_CountedFrames(), 61) == 60


def test_five_more_are_read_each_second(clock):
    protocol = _CountedFrames()
    taken(protocol, 60)

    for second in range(1, 4):
        clock[0] = 100.0 + second
        assert taken(protocol, 5) == 5
    assert not protocol.floods
    assert taken(protocol, 1) == 0


def test_a_client_that_was_quiet_for_long_may_send_sixty_again(clock):
    protocol = _CountedFrames()
    taken(protocol, 60)

    clock[0] += 3600

    assert taken(protocol, 61) == 60
