"""Wakes the journal followers: at once in this process, by Redis pub/sub in others. Each announcement carries the name
of its process, which knows its own commits already and does not look.

Followers look every second in any case.
"""

import logging
import threading
from collections.abc import Callable
from secrets import token_hex

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from deskq.core import outage_log

PART = "Redis"  #: in the log
CHANNEL = "deskq:wake"
TIMEOUT = 0.5  # seconds to wait for Redis
NO_RETRY = Retry(NoBackoff(), 0)  # by default the client tries four times, with pauses
MAX_PAUSE = 5.0


class Bus:
    """``news`` is set when there may be new journal entries; ``look``, when some may have to be read from the
    database."""

    def __init__(self, redis_url: str) -> None:
        self.news = threading.Event()
        self.look = threading.Event()
        self._url = redis_url
        self._name = token_hex(8).encode()  # of this process in announcements
        self._to_publish = threading.Event()
        self._stopped = threading.Event()

    def wake(self) -> None:
        """After a commit: never waits, never fails."""
        self.news.set()
        self._to_publish.set()

    def look_again(self) -> None:
        """Another process may have written, or rows were left in the database."""
        self.look.set()
        self.news.set()

    def hear(self, name: bytes | int) -> None:
        """An announcement of a process, or the number of subscriptions when Redis has added this one."""
        if name != self._name:
            self.look_again()

    def start(self, run_in_background: Callable[[Callable[[], None]], object]) -> None:
        if self._url:
            run_in_background(self._publish)
            run_in_background(self._subscribe)

    def stop(self) -> None:
        """End what ``start`` began; while Redis answers, the subscription lasts until the next wake-up."""
        self._stopped.set()
        self._to_publish.set()

    def _publish(self) -> None:
        pause = 0.05
        while not self._stopped.is_set():
            self._to_publish.wait()
            self._to_publish.clear()
            try:
                self._client().publish(CHANNEL, self._name)
                outage_log.works(PART)
                pause = 0.05
            except redis.RedisError as error:
                pause = self._pause(pause, error)
                self._to_publish.set()

    def _subscribe(self) -> None:
        pause = 0.05
        while not self._stopped.is_set():
            try:
                with self._client(timeout=None).pubsub() as channel:  # type: ignore[no-untyped-call]
                    channel.subscribe(CHANNEL)
                    for heard in channel.listen():
                        pause = 0.05
                        self.hear(heard["data"])
                        if self._stopped.is_set():
                            return
            except redis.RedisError as error:
                pause = self._pause(pause, error)

    def _client(self, timeout: float | None = TIMEOUT) -> redis.Redis:
        known = getattr(self, "_known", None)
        if timeout is not None and known is not None:
            client: redis.Redis = known
            return client
        made = redis.Redis.from_url(self._url, socket_timeout=timeout, socket_connect_timeout=TIMEOUT, retry=NO_RETRY)
        if timeout is not None:
            self._known = made
        return made

    def _pause(self, pause: float, error: Exception) -> float:
        if self._stopped.is_set():
            return pause
        name = type(error).__name__
        reason = f"does not respond ({name}); screens of other processes update within a second"
        outage_log.failed(PART, reason, logging.WARNING)
        self._stopped.wait(pause)
        return min(pause * 2, MAX_PAUSE)

    def answers(self) -> bool | None:
        """Whether Redis answers; None when none is used."""
        if not self._url:
            return None
        try:
            answers = bool(self._client().ping())
            outage_log.works(PART)
            return answers
        except redis.RedisError:
            return False
