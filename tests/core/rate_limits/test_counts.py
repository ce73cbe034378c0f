"""Rate-limit counters: shared in Redis, kept in the process while Redis does not answer, shared again afterwards."""

from threading import Thread

import pytest

from deskq.core import clock, rate_limit_storage
from deskq.core.rate_limit_storage import SHARED, SharedStorage

pytestmark = pytest.mark.redis
MINUTE = 60


@pytest.fixture
def here(shared) -> SharedStorage:
    return SharedStorage(f"{SHARED}{shared.url}")


@pytest.fixture
def there(shared) -> SharedStorage:
    """Another process."""
    return SharedStorage(f"{SHARED}{shared.url}")


def test_two_processes_count_together(here, there):
    here.incr("door", MINUTE)

    assert there.incr("door", MINUTE) == 2
    assert here.get("door") == 2
    for process in (here, there):
        assert MINUTE - 5 < process.get_expiry("door") - clock.real().timestamp() <= MINUTE + 1


@pytest.mark.parametrize("end", ["kill", "stop"])
def test_each_counts_alone_while_redis_is_away(shared, here, end):
    here.incr("door", MINUTE)
    getattr(shared, end)()

    assert [here.incr("door", MINUTE) for _ in range(3)] == [1, 2, 3]
    assert here.get("door") == 3


def test_after_the_pause_they_count_together_again(shared, here, there, monkeypatch):
    monkeypatch.setattr(rate_limit_storage, "RETRY_AFTER", 0.0)
    shared.stop()
    here.incr("door", MINUTE)
    shared.go_on()
    here.clear("door")

    here.incr("door", MINUTE)

    assert there.get("door") == here.get("door") == 1


def test_a_redis_that_came_back_empty_is_used_again(shared, here, there, monkeypatch):
    monkeypatch.setattr(rate_limit_storage, "RETRY_AFTER", 0.0)
    here.incr("door", MINUTE)
    shared.kill()
    here.incr("door", MINUTE)
    shared.start()

    here.incr("door", MINUTE)

    assert there.get("door") == 1


def test_of_all_who_come_after_the_pause_one_asks_and_the_others_do_not_wait(shared, here, monkeypatch):
    shared.stop()
    here.incr("door", MINUTE)
    monkeypatch.setattr(rate_limit_storage, "RETRY_AFTER", 600.0)
    monkeypatch.setattr(here, "_retry_at", 0.0)
    asked, ask = [], here._shared.incr
    monkeypatch.setattr(here._shared, "incr", lambda *told: [asked.append(told), ask(*told)][1])

    crowd = [Thread(target=here.incr, args=("door", MINUTE)) for _ in range(10)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert len(asked) == 1
