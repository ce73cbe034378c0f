"""One at a time, and those who wait take turns by key: who sends much delays another by one only."""

import threading
from time import monotonic

import pytest

from deskq.core.fair_queue import FairQueue, QueueFull

PATIENCE = 10.0


class Crowd:
    """Threads that wait for their turn, each until the one before it waits."""

    def __init__(self, queue: FairQueue) -> None:
        self.queue, self.served = queue, []
        self._threads: list[threading.Thread] = []

    def wait(self, key: str, seconds: float = PATIENCE) -> None:
        before = self.queue.waiting(key)
        self._threads.append(threading.Thread(target=self._turn, args=(key, seconds)))
        self._threads[-1].start()
        end = monotonic() + PATIENCE
        while self.queue.waiting(key) == before and monotonic() < end:
            pass

    def _turn(self, key: str, seconds: float) -> None:
        try:
            with self.queue.turn(key, seconds):
                self.served.append(key)
        except QueueFull:
            self.served.append(f"not {key}")

    def join(self) -> list[str]:
        for one in self._threads:
            one.join(PATIENCE)
        return self.served


@pytest.fixture
def crowd():
    return Crowd(FairQueue(most_waiting=5))


def test_an_address_that_sends_many_delays_another_by_one(crowd):
    with crowd.queue.turn("hostile", 1):
        for _ in range(4):
            crowd.wait("hostile")
        crowd.wait("citizen")
        crowd.wait("neighbour")

    assert crowd.join() == ["hostile", "citizen", "neighbour", "hostile", "hostile", "hostile"]


def test_more_than_so_many_of_one_do_not_wait(crowd):
    with crowd.queue.turn("hostile", 1):
        for _ in range(5):
            crowd.wait("hostile")
        with pytest.raises(QueueFull), crowd.queue.turn("hostile", 1):
            pass
        crowd.wait("citizen")

    assert sorted(crowd.join()) == ["citizen", *["hostile"] * 5]


def test_who_waits_too_long_leaves_the_queue_to_the_others(crowd):
    with crowd.queue.turn("first", 1):
        with pytest.raises(QueueFull), crowd.queue.turn("impatient", 0.01):
            pass
        crowd.wait("patient")

    assert crowd.join() == ["patient"]
    with crowd.queue.turn("impatient", 0.01):
        assert crowd.queue.waiting("impatient") == 0


def test_an_error_in_a_turn_ends_it(crowd):
    with pytest.raises(LookupError), crowd.queue.turn("one", 1):
        raise LookupError

    with crowd.queue.turn("other", 0.01):
        pass
