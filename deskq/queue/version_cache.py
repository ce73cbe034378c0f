"""Two caches: values that many screens of an office share, read once for each version of its journal; and values that
only actions of one counter change, read once after each of them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from deskq.core import clock, transactions
from deskq.office.config_cache import OfficeConfig

T = TypeVar("T")
MAX_AGE = timedelta(seconds=5)  # who is overdue changes without any event
_caches: list["Cache"] = []


class Cache(Protocol):
    def forget(self, engine: Engine) -> None: ...


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """``key``: the version, or a value that changes with each action of a counter."""

    key: Hashable
    at: datetime
    value: T


class VersionCache(Generic[T]):
    """``read(session, config)`` gives plain values that nobody changes. One cache is made for each kind of value, at
    import."""

    def __init__(self, read: Callable[[Session, OfficeConfig], T]) -> None:
        self._read = read
        self._kept: WeakKeyDictionary[Engine, dict[int, Kept[T]]] = WeakKeyDictionary()
        _caches.append(self)

    def at(self, session: Session, config: OfficeConfig, version: int) -> T:
        """The value at this ``version``, which the session has read before anything else. Inside a writing transaction,
        which may have changed rows already, it is read anew and not kept."""
        if transactions.current(session) is not None:
            return self._read(session, config)
        offices = self._kept.setdefault(session.connection().engine, {})
        kept = offices.get(config.office.id)
        if kept is None or kept.key != version or clock.has_passed(MAX_AGE, kept.at):
            kept = offices[config.office.id] = Kept(version, clock.now(), self._read(session, config))
        return kept.value

    def forget(self, engine: Engine) -> None:
        self._kept.pop(engine, None)


class CounterCache(Generic[T]):
    """One instance for each kind of value, created at import. Values are plain and never changed."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Engine, dict[int, Kept[T]]] = WeakKeyDictionary()
        _caches.append(self)

    def at(self, session: Session, counter_id: int, key: Hashable, read: Callable[[], T]) -> T:
        """The value at ``key``, for at most ``MAX_AGE``. Inside a writing transaction, which may have changed rows
        already, it is read anew and not kept."""
        if transactions.current(session) is not None:
            return read()
        counters = self._kept.setdefault(session.connection().engine, {})
        kept = counters.get(counter_id)
        if kept is None or kept.key != key or clock.has_passed(MAX_AGE, kept.at):
            kept = counters[counter_id] = Kept(key, clock.now(), read())
        return kept.value

    def forget(self, engine: Engine) -> None:
        self._kept.pop(engine, None)


def forget(engine: Engine) -> None:
    """Empty every cache, for a database whose content was replaced."""
    for cache in _caches:
        cache.forget(engine)
