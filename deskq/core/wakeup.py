"""Wakes the journal followers: at once in this process, by Redis pub/sub in others.

What is published begins with the name of its process, which knows its own commits already and does not look. A payload
of its follower may come after it and say what is new; without one the others look into the database.

Followers look every second in any case.
"""

import logging
import threading
from collections.abc import Callable
from math import inf
from secrets import token_hex
from time import monotonic

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from deskq.core import outage_log

PART = "Redis"  #: in the log
CHANNEL = "deskq:wake"
TIMEOUT = 0.5  # seconds to wait for Redis
NO_RETRY = Retry(NoBackoff(), 0)  # by default the client tries four times, with pauses
MAX_PAUSE = 5.0
ANY = 0  #: in place of an office: a wake-up for which no payload will come


class Bus:
    """``news`` is set when there may be new journal entries; ``look``, when some may have to be read from the
    database. ``accepts(payload)`` takes the payload of another process; False if its news must be looked for."""

    def __init__(self, redis_url: str, accepts: Callable[[bytes], bool]) -> None:
        self.news = threading.Event()
        self.look = threading.Event()
        #: Whether what was published last reached another process.
        self.reaches_others = False
        self._url = redis_url
        self._accepts = accepts
        self._name = token_hex(8).encode()
        self._due: dict[int, float] = {}  # {office: monotonic time at which others are woken without a payload}
        self._payloads: list[bytes] = []  # not yet published; an empty one only wakes
        self._to_publish = threading.Event()
        self._stopped = threading.Event()

    def wake(self, office: int = ANY, within: float = 0.0) -> None:
        """After a commit: never waits, never fails. Others are woken in ``within`` seconds, unless somebody undertakes
        before to publish what is new in ``office``."""
        self.news.set()
        if self._url:
            self._due[office] = min(self._due.get(office, inf), monotonic() + within)
            self._to_publish.set()

    def undertake(self, office: int) -> bool:
        """True if others were not yet woken after the last commit in ``office``; then the caller must ``publish``."""
        return self._due.pop(office, None) is not None

    def publish(self, payload: bytes) -> None:
        """Wake the others with this payload; an empty one only wakes them."""
        self._payloads.append(payload)
        self._to_publish.set()

    def look_again(self) -> None:
        """Another process may have written, or rows were left in the database."""
        self.look.set()
        self.news.set()

    def receive(self, published: bytes | int) -> None:
        """What a process published, or the number of subscriptions when Redis has added this one."""
        name, _, payload = published.partition(b" ") if isinstance(published, bytes) else (b"", b"", b"")
        if name == self._name:
            return
        if payload and self._accepts(payload):
            self.news.set()
        else:
            self.look_again()

    def start(self, run_in_background: Callable[[Callable[[], None]], object]) -> None:
        if self._url:
            run_in_background(self._publish_until_stopped)
            run_in_background(self._receive_until_stopped)

    def stop(self) -> None:
        """End what ``start`` began; while Redis answers, the subscription lasts until the next wake-up."""
        self._stopped.set()
        self._to_publish.set()

    def _publish_until_stopped(self) -> None:
        pause = 0.05
        while not self._stopped.is_set():
            due = min(list(self._due.values()), default=None)
            self._to_publish.wait(None if due is None else max(0.0, due - monotonic()))
            self._to_publish.clear()
            try:
                for payload in self._take_due():
                    published = b" ".join([self._name, payload]) if payload else self._name
                    reached = self._client().publish(CHANNEL, published)
                    self.reaches_others = reached > 1
                    outage_log.works(PART)
                    pause = 0.05
            except redis.RedisError as error:
                self.reaches_others = False
                pause = self._pause(pause, error)
                self._due[ANY] = 0.0

    def _take_due(self) -> list[bytes]:
        """The payloads to publish now, and an empty one where nobody published anything in time."""
        now = monotonic()
        late = [office for office, due in list(self._due.items()) if due <= now]
        for office in late:
            self._due.pop(office, None)
        payloads, self._payloads = self._payloads, []
        full = [payload for payload in payloads if payload]
        return [*full, b""] if late or len(full) < len(payloads) else full

    def _receive_until_stopped(self) -> None:
        pause = 0.05
        while not self._stopped.is_set():
            try:
                with self._client(timeout=None).pubsub() as channel:  # type: ignore[no-untyped-call]
                    channel.subscribe(CHANNEL)
                    for received in channel.listen():
                        pause = 0.05
                        self.receive(received["data"])
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
