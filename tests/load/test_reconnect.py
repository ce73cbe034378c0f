"""100 or 500 screens whose server is killed and started again: all are live again, each call rings once."""

import asyncio
from time import monotonic

import pytest

from tests.load.hall_screens import Office, Screens
from tests.load.seeded_server import SeededServer, running
from tests.tools.steps import should_be

pytestmark = pytest.mark.load
LIVE_WITHIN = 25.0  # seconds, on a machine whose two cores others keep busy; idle it takes two


async def restart(server: SeededServer, office: Office, count: int) -> None:
    aside = asyncio.to_thread
    async with Screens(server.port, count) as screens:
        await screens.until(lambda screen: screen.version >= 0)
        over = await aside(office.call)
        await screens.until(lambda screen: len(screen.rang) == 1)
        await aside(office.end, over)
        standing = await aside(office.call)
        await screens.until(lambda screen: len(screen.rang) == 2)

        await aside(server.kill)
        await screens.until(lambda screen: screen.version < 0)
        first = sum(screen.attempts for screen in screens.all)
        await aside(server.start)
        up = monotonic()
        await aside(office.end, standing)  # a clerk who presses at once, while the screens are coming
        latest = await aside(office.call)
        await screens.until(lambda screen: len(screen.rang) == 3)
        last = max(screen.live_at for screen in screens.all) - up
        tries = sum(screen.attempts for screen in screens.all) - first

        newest = max(screen.version for screen in screens.all)
        await screens.until(lambda screen: screen.version >= newest)
        await aside(office.end, latest)
        await screens.until(lambda screen: screen.version > newest)  # nothing is on its way any more

    rings = {count for screen in screens.all for count in screen.rang.values()}
    assert rings == {1}, "a call rang twice"
    assert {len(screen.rang) for screen in screens.all} == {3}
    should_be(last, LIVE_WITHIN, "all screens live")
    print(f"{count} screens live {last:.1f} s after the server, with {tries} attempts")


@pytest.mark.parametrize("count", [100, pytest.param(500, marks=pytest.mark.soak)])
def test_all_screens_come_back_after_a_restart_and_each_call_rings_once(tmp_path, seeded_file, count):
    with running(tmp_path, seeded_file, DESKQ_RATE_LIMITS="on") as server:
        asyncio.run(restart(server, Office(server), count))

        assert "Traceback" not in (tmp_path / "log").read_text()
