"""The write lock is granted in the order of requests, and nobody waits longer than they want to."""

import threading

from deskq.core.db.fair_lock import FairLock

PATIENCE = 10


def queued(lock: FairLock, count: int) -> bool:
    return len(lock._waiting) >= count


def test_anybody_who_asks_first_has_the_lock_first():
    lock, order = FairLock(), []

    def take(name: int) -> None:
        with lock:
            order.append(name)

    threads = []
    with lock:
        for name in range(8):
            thread = threading.Thread(target=take, args=(name,))
            thread.start()
            threads.append(thread)
            while not queued(lock, name + 1):
                thread.join(0.001)
    for thread in threads:
        thread.join(PATIENCE)

    assert order == list(range(8))


def test_as_many_hold_it_as_it_has_places():
    lock = FairLock(2)

    assert [lock.acquire(0) for _ in range(3)] == [True, True, False]
    lock.release()
    assert lock.acquire(0)


def test_one_who_waited_long_enough_leaves_the_queue():
    lock = FairLock()
    lock.acquire()

    assert not lock.acquire(0.01)
    assert not queued(lock, 1)

    lock.release()
    assert lock.acquire(0)


def test_one_who_is_stopped_while_waiting_does_not_keep_the_lock():
    lock = FairLock()
    waiter = threading.Lock()
    lock.acquire()
    lock._waiting.append(waiter)

    assert lock._leave(waiter)
    lock.release()

    assert lock.acquire(0)


def test_a_lock_granted_in_the_moment_of_leaving_is_noticed():
    lock = FairLock()

    assert not lock._leave(threading.Lock())
