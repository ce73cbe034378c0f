"""Several workers on PostgreSQL and a Redis of the test's own: workers and Redis are killed, and screens stay right."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median
from time import monotonic

import pytest

from deskq.core.wakeup import CHANNEL
from deskq.live.follower import POLL
from tests.conftest import require
from tests.load import postgres, seeded_server
from tests.load.hall_screens import Office, Screens
from tests.load.seeded_server import SeededServer
from tests.tools.redis_server import Server as Redis
from tests.tools.redis_server import redis_server

pytestmark = [pytest.mark.load, pytest.mark.postgres, pytest.mark.redis]
GUNICORN = ("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py")
WORKERS, SCREENS = 2, 30
SEVERAL, MOST_CALLS = 5, 25
QUICK = POLL / 4  # seconds: by Redis a call takes 0.03 to 0.1


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    with redis_server(tmp_path_factory.mktemp("redis")) as made:
        yield made


@pytest.fixture(scope="module")
def server(redis: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeededServer]:
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        seeded_server.seed(url)
        more = {"DESKQ_REDIS_URL": redis.url, "WEB_CONCURRENCY": str(WORKERS)}
        with seeded_server.serving(tmp_path_factory.mktemp("workers"), url, GUNICORN, **more) as made:
            yield made


def workers(server: SeededServer) -> list[int]:
    master = server.process.pid
    return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]


def most_watched(server: SeededServer) -> int:
    """The worker with the most connections."""
    return max(workers(server), key=lambda pid: len(os.listdir(f"/proc/{pid}/fd")))


@contextmanager
def stopped(pid: int) -> Iterator[None]:
    """The other worker takes all connections."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@asynccontextmanager
async def screens_at_each(server: SeededServer) -> AsyncIterator[Screens]:
    """Half of the screens at each of the two workers, so that news of each call have to come to the other one."""
    one, other = workers(server)
    async with Screens(server.port, 0) as screens:
        for pid in (one, other):
            with stopped(pid):
                screens.open(SCREENS // WORKERS)
                await screens.until(lambda screen: screen.version >= 0)
        yield screens


async def calls(office: Office, screens: Screens, count: int, before: object = lambda: None) -> float:
    """``before()`` each call, made when the last one is over. Returns the longest seconds until every screen rang."""
    took = 0.0
    for _ in range(count):
        rang = max(len(screen.rang) for screen in screens.all)
        await asyncio.to_thread(before)
        began = monotonic()
        ticket = await asyncio.to_thread(office.call)
        await screens.until(lambda screen, rang=rang: len(screen.rang) == rang + 1)
        took = max(took, monotonic() - began)
        await asyncio.to_thread(office.end, ticket)
    return took


async def calls_until_quick(office: Office, screens: Screens) -> list[float]:
    """Calls until news come by Redis again: a process that could not publish tries again after ``MAX_PAUSE`` at most.
    Returns the seconds of each. Each call is made just after the last one was seen at the other worker, so that it
    takes half a second or more where that worker has to look for it."""
    took: list[float] = []
    while len(took) < SEVERAL or median(took[-SEVERAL:]) > QUICK:
        assert len(took) < MOST_CALLS, f"calls still wait for the next look at the journal: {took}"
        took.append(await calls(office, screens, 1))
    return took


def rang_once(screens: Screens, count: int) -> None:
    assert {tuple(screen.rang.values()) for screen in screens.all} == {(1,) * count}


def test_a_worker_is_killed_and_its_screens_go_on_at_the_others_and_ring_once(server):
    async def kill_one() -> None:
        async with Screens(server.port, SCREENS) as screens:
            await screens.until(lambda screen: screen.version >= 0)
            office, killed = Office(server), most_watched(server)
            assert len(workers(server)) == WORKERS
            await calls(office, screens, 1)

            took = await calls(office, screens, 1, lambda: os.kill(killed, signal.SIGKILL))
            await calls(office, screens, 1)

            rang_once(screens, 3)
            assert any(screen.attempts > 1 for screen in screens.all), "no screen was at the worker that was killed"
            assert killed not in workers(server)
        print(f"a worker is killed: a call of the next moment rang everywhere after {took:.1f} s")

    asyncio.run(kill_one())


def test_redis_is_killed_and_screens_follow_all_the_same_and_by_redis_when_it_is_back(server, redis):
    redis.until_subscribed(CHANNEL, WORKERS)  # both workers are up

    async def kill() -> None:
        async with screens_at_each(server) as screens:
            office = Office(server)

            with_redis = await calls(office, screens, 3)
            redis.kill()
            without = await calls(office, screens, 3)
            redis.start()
            redis.until_subscribed(CHANNEL, WORKERS)
            again = await calls_until_quick(office, screens)

            rang_once(screens, 6 + len(again))
            assert {screen.attempts for screen in screens.all} == {1}, "a screen lost its connection"
            assert without < 4
        print(f"calls rang after {with_redis:.1f} s, {without:.1f} s without Redis, {again[-1]:.1f} s with it again")

    asyncio.run(kill())
