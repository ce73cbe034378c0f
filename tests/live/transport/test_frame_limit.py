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


def test_sixty_at_once_are_read_five_more_each_second_and_sixty_again_after_a_long_quiet(clock):
    assert taken(_CountedFrames(), 61) == 60
    protocol, quiet = _CountedFrames(), _CountedFrames()
    assert (taken(protocol, 60), taken(quiet, 60)) == (60, 60)

    for second in range(1, 4):
        clock[0] = 100.0 + second
        assert taken(protocol, 5) == 5
    assert not protocol.floods
    assert taken(protocol, 1) == 0
    clock[0] += 3600
    assert taken(quiet, 61) == 60
