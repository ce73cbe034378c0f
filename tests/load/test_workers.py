"""Several workers on PostgreSQL and a Redis of the test's own: workers and Redis are killed, and screens stay right."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from time import monotonic

import pytest
from redis import Redis as Client

from deskq.core.wakeup import CHANNEL
from deskq.live.follower import POLL
from tests.conftest import require
from tests.load import postgres, seeded_server
from tests.load.bench_server import PATIENCE, children
from tests.load.hall_screens import Office, Screens
from tests.load.scale_stack import GUNICORN
from tests.load.seeded_server import SeededServer
from tests.tools.redis_server import Server as Redis
from tests.tools.redis_server import redis_server
from tests.tools.steps import should_be

pytestmark = [pytest.mark.load, pytest.mark.postgres, pytest.mark.redis]
WORKERS, SCREENS = 2, 30
SEVERAL = 5
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
    return children(server.process.pid)


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


async def calls_until_published(office: Office, screens: Screens, url: str) -> int:
    """How many calls were made until news went to Redis again: a process that could not publish tries again after
    ``MAX_PAUSE`` at most."""
    count, end = 0, monotonic() + PATIENCE
    with Client.from_url(url) as asking, asking.pubsub(ignore_subscribe_messages=True) as channel:
        channel.subscribe(CHANNEL)
        while await asyncio.to_thread(channel.get_message, timeout=0.2) is None:
            assert monotonic() < end, f"nothing was published for {count} calls"
            await calls(office, screens, 1)
            count += 1
    return count


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
            more = await calls_until_published(office, screens, redis.url)
            again = await calls(office, screens, SEVERAL)

            rang_once(screens, 6 + more + SEVERAL)
            assert {screen.attempts for screen in screens.all} == {1}, "a screen lost its connection"
        should_be(without, 4, "a call without Redis")
        should_be(again, QUICK, "a call by Redis")
        print(f"calls rang after {with_redis:.1f} s, {without:.1f} s without Redis, {again:.1f} s with it again")

    asyncio.run(kill())
