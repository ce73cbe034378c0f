"""Rate-limit counters: in Redis for all processes, in this process while Redis does not answer."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

import redis
from limits.storage import MemoryStorage, RedisStorage, Storage

from deskq.core import outage_log
from deskq.core.wakeup import NO_RETRY, PART, TIMEOUT

SHARED = "shared+"  # prefix of the Redis URL that selects this storage instead of the library's own
RETRY_AFTER = 10.0  # seconds for which a Redis that did not answer is not asked
A = TypeVar("A")


class SharedStorage(Storage):
    """Only one request waits for a Redis that is down or hangs, for ``TIMEOUT`` at most. After that all are counted in
    this process; after each ``RETRY_AFTER`` a single request tries Redis again."""

    STORAGE_SCHEME = [f"{SHARED}{kind}" for kind in ("redis", "rediss", "unix")]

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        address = uri.removeprefix(SHARED)
        timeouts = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, "retry": NO_RETRY}
        pool = redis.ConnectionPool.from_url(address, **timeouts)
        self._shared = RedisStorage("redis://", connection_pool=pool)
        self._local = MemoryStorage()
        self._is_down = False
        self._retry_at = 0.0

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return redis.RedisError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return self._count(
            lambda: self._shared.incr(key, expiry, amount), lambda: self._local.incr(key, expiry, amount)
        )

    def get(self, key: str) -> int:
        return self._count(lambda: self._shared.get(key), lambda: self._local.get(key))

    def get_expiry(self, key: str) -> float:
        return self._count(lambda: self._shared.get_expiry(key), lambda: self._local.get_expiry(key))

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        self._local.reset()
        return self._count(self._shared.reset, lambda: None)

    def clear(self, key: str) -> None:
        self._local.clear(key)
        self._count(lambda: self._shared.clear(key), lambda: None)

    def _count(self, shared: Callable[[], A], local: Callable[[], A]) -> A:
        if self._is_down:
            if monotonic() < self._retry_at:
                return local()
            self._retry_at = monotonic() + RETRY_AFTER  # so that other requests do not wait too
        try:
            answer = shared()
        except redis.RedisError as error:
            self._mark_down(error)
            return local()
        if self._is_down:
            outage_log.works(PART)
            self._is_down = False
        return answer

    def _mark_down(self, error: redis.RedisError) -> None:
        self._retry_at = monotonic() + RETRY_AFTER
        if not self._is_down:
            reason = f"does not respond ({type(error).__name__}); each process counts its own rate limits"
            outage_log.failed(PART, reason, logging.WARNING)
            self._is_down = True
            self._shared.storage.connection_pool.disconnect(inuse_connections=False)  # they are broken too
