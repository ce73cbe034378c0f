"""Accuracy of the last four weeks, cached for a minute; the worker refreshes it, so pages rarely have to."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.extensions import db
from deskq.estimate import prediction_store
from deskq.estimate.metrics import Accuracy

CACHE_TIME = timedelta(minutes=1)

_cache: dict[tuple[str, int], tuple[datetime, Accuracy | None]] = {}


def latest(session: Session, office_id: int) -> Accuracy | None:
    """None when nothing has been compared yet."""
    key, now = (str(db.engine.url), office_id), clock.now()
    found = _cache.get(key)
    if found is None or not timedelta(0) <= now - found[0] < CACHE_TIME:
        found = _cache[key] = now, prediction_store.accuracy(session, office_id, now)
    return found[1]


def forget() -> None:
    """Forget the accuracy of every office, as after a restore."""
    _cache.clear()
