"""Wakes whoever follows the journal: at once in this process, by Redis in the others. Nothing is carried but the news
that there is news; a poll every second is the net below."""

import logging
import threading
from collections.abc import Callable

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)
CHANNEL = "deskq:wake"
PATIENCE = 0.5  # seconds Redis is waited for
ONCE = Retry(NoBackoff(), 0)  # the client would ask four times, with pauses
LONGEST_PAUSE = 5.0


class Bus:
    """``news`` is set when there may be something new. ``start`` is given how to run a function aside."""

    def __init__(self, redis_url: str) -> None:
        self.news = threading.Event()
        self._url = redis_url
        self._to_tell = threading.Event()

    def wake(self, office_id: int) -> None:
        """After a commit: never waits, never fails."""
        self.news.set()
        self._to_tell.set()

    def start(self, aside: Callable[[Callable[[], None]], object]) -> None:
        if self._url:
            aside(self._tell_others)
            aside(self._hear_others)

    def _tell_others(self) -> None:
        pause = 0.05
        while True:
            self._to_tell.wait()
            self._to_tell.clear()
            try:
                self._client().publish(CHANNEL, "")
                pause = 0.05
            except redis.RedisError as error:
                pause = self._rest(pause, error)
                self._to_tell.set()

    def _hear_others(self) -> None:
        pause = 0.05
        while True:
            try:
                with self._client(timeout=None).pubsub() as channel:  # type: ignore[no-untyped-call]
                    channel.subscribe(CHANNEL)
                    for _ in channel.listen():
                        pause = 0.05
                        self.news.set()
            except redis.RedisError as error:
                pause = self._rest(pause, error)

    def _client(self, timeout: float | None = PATIENCE) -> redis.Redis:
        known = getattr(self, "_known", None)
        if timeout is not None and known is not None:
            client: redis.Redis = known
            return client
        made = redis.Redis.from_url(self._url, socket_timeout=timeout, socket_connect_timeout=PATIENCE, retry=ONCE)
        if timeout is not None:
            self._known = made
        return made

    def _rest(self, pause: float, error: Exception) -> float:
        log.warning(
            "Redis does not respond (%s); screens of other processes update within a second", type(error).__name__
        )
        threading.Event().wait(pause)
        return min(pause * 2, LONGEST_PAUSE)

    def answers(self) -> bool | None:
        """Whether Redis answers; None when none is used."""
        if not self._url:
            return None
        try:
            return bool(self._client().ping())
        except redis.RedisError:
            return False
