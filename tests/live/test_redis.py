"""Redis only wakes: other processes follow at once with it, within a second without it; no request waits for it."""

import threading
from time import monotonic

import pytest
import redis

from deskq.core import transactions
from deskq.core.wakeup import CHANNEL, Bus
from deskq.queue.service import calls, counters
from tests.conftest import require
from tests.live.processes import NOBODY, REDIS, lobby_at, servers
from tests.load import postgres
from tests.tools.steps import should_be
from tests.tools.waiting import until


def redis_found() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS, socket_connect_timeout=1).ping())
    except redis.RedisError:
        return False


def accept(payload: bytes) -> bool:
    return True


@pytest.fixture
def bus():
    """``bus(url)`` is a bus of a process of its own, with its errands running aside."""
    woken = list(transactions._wakers)
    started: list[Bus] = []

    def start(url: str) -> Bus:
        started.append(Bus(url, accept))
        started[-1].start(lambda errand: threading.Thread(target=errand, daemon=True).start())
        return started[-1]

    yield start
    transactions._wakers[:] = woken
    for made in started:
        made.stop()


@pytest.mark.redis
def test_a_commit_wakes_another_process_and_the_bus_reports_whether_redis_answers(bus, office, issue):
    require("Redis", redis_found())
    listeners = redis.Redis.from_url(REDIS)
    before = listeners.pubsub_numsub(CHANNEL)[0][1]
    here, there = bus(REDIS), bus(REDIS)
    until(lambda: listeners.pubsub_numsub(CHANNEL)[0][1] >= before + 2)
    there.news.clear()
    transactions.wake_after_commit(lambda *_: here.wake())

    issue()

    assert here.news.is_set()
    assert there.news.wait(1)
    assert [one.answers() for one in (here, bus(NOBODY), bus(""))] == [True, False, None]


@pytest.mark.redis
def test_only_the_wake_ups_of_other_processes_make_one_look(bus, monkeypatch):
    require("Redis", redis_found())
    here, there = bus(REDIS), bus(REDIS)
    for one in (here, there):  # each looks when it begins to listen
        assert one.look.wait(5)
        one.look.clear()
    receive, looks = here.receive, list[bool]()
    monkeypatch.setattr(here, "receive", lambda name: (receive(name), looks.append(here.look.is_set())))

    here.wake()
    until(lambda: looks)
    there.wake()
    until(lambda: len(looks) == 2)

    assert looks == [False, True]


def test_waking_never_waits_for_an_unreachable_redis(bus):
    lonely = bus(NOBODY)

    began = monotonic()
    for _ in range(1000):
        lonely.wake()

    should_be(monotonic() - began, 0.5)
    assert lonely.news.is_set()


def test_an_action_is_answered_and_broadcast_without_redis(bus, lobby, issue, at, follow):
    away = bus(NOBODY)
    transactions.wake_after_commit(lambda *_: away.wake())
    counters.open_counter(at(2))
    issue()

    calls.call_next(at(2))
    follow()

    assert "call" in {name for name, _ in lobby.heard()}


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("redis_url", "seconds"),
    [pytest.param(REDIS, 1.0, marks=pytest.mark.redis, id="redis"), pytest.param(NOBODY, 2.5, id="redis is away")],
)
def test_a_call_at_one_process_reaches_the_lobby_at_another(tmp_path, seeded_postgres, redis_url, seconds):
    require("Redis", redis_url == NOBODY or redis_found())
    copied = postgres.database(seeded_postgres)
    with copied as url, servers(tmp_path, url, redis_url) as both, lobby_at(both.ports[1]) as screen:
        both.post(0, "clerk", "/counters/2/opening")
        for _ in range(3):
            both.post(0, "kiosk", "/tickets", service="renewal_levy")
        lasted = []
        for _ in range(3):
            began = monotonic()
            called = both.post(0, "clerk", "/counters/2/calls")
            cue = screen.until("call")
            lasted.append(monotonic() - began)
            assert cue["code"] == called["code"]
            both.post(0, "clerk", f"/tickets/{called['id']}/absence")

    should_be(max(lasted), seconds)


class Published:
    """Stands for Redis: what was published, and that it reached ``receivers``."""

    def __init__(self, receivers: int = 2) -> None:
        self.receivers = receivers
        self.sent: list[bytes] = []

    def publish(self, channel: str, sent: bytes) -> int:
        self.sent.append(sent)
        return self.receivers


@pytest.fixture
def publishing(monkeypatch):
    """``publishing(published)`` is a bus that publishes there, and listens to nobody."""
    started: list[Bus] = []

    def start(published: Published) -> Bus:
        made = Bus(REDIS, accept)
        monkeypatch.setattr(made, "_client", lambda: published)
        threading.Thread(target=made._publish_until_stopped, daemon=True).start()
        started.append(made)
        return made

    yield start
    for made in started:
        made.stop()


OFFICE, LONG = 7, 60.0


def test_others_are_woken_once_with_what_was_undertaken(publishing):
    published = Published()
    here = publishing(published)

    here.wake(OFFICE, within=LONG)
    assert here.undertake(OFFICE)
    assert not here.undertake(OFFICE), "somebody has undertaken it already"
    here.publish(b"what is new")

    until(lambda: published.sent)
    assert published.sent == [b" ".join([here._name, b"what is new"])]
    until(lambda: here.reaches_others)


def test_others_are_woken_in_time_when_nobody_publishes(publishing):
    published = Published()
    here = publishing(published)
    began = monotonic()

    here.wake(OFFICE, within=0.2)
    here.wake(OFFICE, within=LONG)

    until(lambda: published.sent)
    assert monotonic() - began >= 0.2
    assert published.sent == [here._name]
    assert not here.undertake(OFFICE)


def test_who_publishes_to_nobody_but_itself_reaches_no_others(publishing):
    published = Published(receivers=1)
    here = publishing(published)
    here.reaches_others = True

    here.wake()

    until(lambda: not here.reaches_others)


def test_a_process_that_accepts_no_payload_looks(bus):
    for accepted in (True, False):
        there = Bus("", lambda payload, accepted=accepted: accepted and payload == b"what is new")

        there.receive(b"here what is new")

        assert there.news.is_set()
        assert there.look.is_set() is not accepted
