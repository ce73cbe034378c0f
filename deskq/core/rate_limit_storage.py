"""How often somebody knocked, for the rate limits: counted in Redis for all processes, here while it is away."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

import redis
from limits.storage import MemoryStorage, RedisStorage, Storage

from deskq.core.wakeup import ONCE, PATIENCE

log = logging.getLogger(__name__)
SHARED = "shared+"  # before the address of Redis: these counts, not the library's own
PAUSE = 10.0  # seconds for which nobody asks a Redis that did not answer
A = TypeVar("A")


class SharedStorage(Storage):
    """Whoever meets a Redis that is away or hangs waits ``PATIENCE`` at most, once. From then on everybody counts here;
    after each ``PAUSE`` a single caller asks again, while the others go on counting here."""

    STORAGE_SCHEME = [f"{SHARED}{kind}" for kind in ("redis", "rediss", "unix")]

    def __init__(self, uri: str, wrap_exceptions: bool = False, **options: float | str | bool) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        address = uri.removeprefix(SHARED)
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": ONCE}
        pool = redis.ConnectionPool.from_url(address, **patience)
        self._shared = RedisStorage("redis://", connection_pool=pool)
        self._here = MemoryStorage()
        self._away = False
        self._ask_from = 0.0

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return redis.RedisError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return self._count(lambda: self._shared.incr(key, expiry, amount), lambda: self._here.incr(key, expiry, amount))

    def get(self, key: str) -> int:
        return self._count(lambda: self._shared.get(key), lambda: self._here.get(key))

    def get_expiry(self, key: str) -> float:
        return self._count(lambda: self._shared.get_expiry(key), lambda: self._here.get_expiry(key))

    def check(self) -> bool:
        return True

    def reset(self) -> int | None:
        self._here.reset()
        return self._count(self._shared.reset, lambda: None)

    def clear(self, key: str) -> None:
        self._here.clear(key)
        self._count(lambda: self._shared.clear(key), lambda: None)

    def _count(self, shared: Callable[[], A], here: Callable[[], A]) -> A:
        if self._away:
            if monotonic() < self._ask_from:
                return here()
            self._ask_from = monotonic() + PAUSE  # the others need not wait for what this one finds out
        try:
            answer = shared()
        except redis.RedisError as error:
            self._miss(error)
            return here()
        if self._away:
            log.info("Redis responds again: rate limits are shared by all processes")
            self._away = False
        return answer

    def _miss(self, error: redis.RedisError) -> None:
        self._ask_from = monotonic() + PAUSE
        if not self._away:
            log.warning("Redis does not respond (%s): each process counts its own rate limits", type(error).__name__)
            self._away = True
            self._shared.storage.connection_pool.disconnect(inuse_connections=False)  # those of before would fail too
