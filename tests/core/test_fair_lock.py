"""The write lock is granted in the order of requests."""

import threading

from deskq.core.db.engine import FairLock


def test_whoever_asks_first_has_the_turn_first():
    turns, order, asked = FairLock(), [], []

    def take(name: int) -> None:
        asked.append(name)
        with turns:
            order.append(name)

    threads = []
    with turns:
        for name in range(8):
            thread = threading.Thread(target=take, args=(name,))
            thread.start()
            threads.append(thread)
            while len(turns._waiting) <= name:  # until this one stands in the queue
                thread.join(0.001)
    for thread in threads:
        thread.join(10)

    assert order == list(range(8))


def test_one_who_is_stopped_while_waiting_does_not_keep_the_turn():
    turns = FairLock()
    waiter = threading.Lock()
    turns._taken = True
    turns._waiting.append(waiter)

    turns._give_up(waiter)
    turns.__exit__()

    with turns:
        assert turns._taken
    assert not turns._taken


def test_a_turn_that_came_while_being_stopped_is_handed_on():
    turns = FairLock()
    handed = threading.Lock()
    turns._taken = True

    turns._give_up(handed)

    assert not turns._taken
