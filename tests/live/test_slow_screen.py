"""A screen that stops reading is cut off by the server as soon as too much waits for it; others get everything."""

import select
import shutil
from time import monotonic

from tests.live.processes import lobby_at, servers
from tests.live.transport.websocket_client import Line
from tests.tools.steps import should_be

#: Seconds after which a client would be given up in any case: a ping of the socket and its time-out.
GIVEN_UP = 8.0
MOST = 400  #: presses; the buffers of the system take about 200 KB, and the guard 256 KB more


def is_cut(line: Line) -> bool:
    """Whether the server has reset the connection. Nothing of it is read."""
    poll = select.poll()
    poll.register(line.sock, 0)
    return any(events & (select.POLLERR | select.POLLHUP) for _, events in poll.poll(0))


def test_a_lobby_that_stops_reading_is_cut_off_and_another_one_goes_on(tmp_path, seeded_file):
    url = f"sqlite:///{shutil.copy(seeded_file, tmp_path / 'office.sqlite')}"
    with servers(tmp_path, url, "", count=1) as server, lobby_at(server.ports[0]) as quick:
        stuck = Line(server.ports[0], receive_buffer=4096).join()
        stuck.say('42["watch",{"screen":"lobby","lang":"fa"}]')
        while not stuck.frame().startswith('42["state"'):
            pass
        server.post(0, "clerk", "/counters/2/opening")

        began, pressed = monotonic(), 0
        while not is_cut(stuck) and pressed < MOST:
            last = server.post(0, "kiosk", "/tickets", service="renewal_levy")
            pressed += 1
            quick.until("state", quick.version + 1)
        lasted = monotonic() - began
        stuck.sock.close()
        called = server.post(0, "clerk", "/counters/2/calls")

        assert quick.until("call")["code"] == called["code"]

    assert pressed < MOST, last
    should_be(lasted, GIVEN_UP)
