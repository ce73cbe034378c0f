"""Wrong passwords for names that are not here. They lock like those of people, or the lock would tell who works here.

Kept in the memory of this process, and only so many: a name tried longest ago is forgotten first.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from deskq import persian, tokens
from deskq.extensions import db
from deskq.staff import rules

MOST = 10_000


@dataclass(slots=True)
class Attempts:
    failures: int = 0
    locked_until: datetime | None = None


_tried: OrderedDict[tuple[str, str], Attempts] = OrderedDict()


def attempts(sign_in_name: str) -> Attempts:
    """What is remembered of a name; of one never tried, that nothing is."""
    return _tried.get(_key(sign_in_name)) or Attempts()


def remember(sign_in_name: str, at: datetime) -> None:
    """Count a wrong password, unless the door was shut in the meantime."""
    key = _key(sign_in_name)
    kept = _tried.setdefault(key, Attempts())
    _tried.move_to_end(key)
    if kept.locked_until is None or kept.locked_until <= at:
        kept.failures += 1
        lock = rules.lock_after(kept.failures)
        kept.locked_until = at + lock if lock else None
    while len(_tried) > MOST:
        _tried.popitem(last=False)


def _key(sign_in_name: str) -> tuple[str, str]:
    """Hashed, because people type their password into the wrong field."""
    return str(db.engine.url), tokens.hashed(persian.key(sign_in_name))
