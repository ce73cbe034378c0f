"""Whether a session still holds: asked for each request of a page, and again for each socket that stays open."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app, session

from deskq.core import clock
from deskq.core.extensions import db
from deskq.staff import queries, rules
from deskq.staff.models import Person

MOST_PRESSES = 10_000
#: When each session last pressed something at this process, by its key: a socket's cookie is as old as the socket.
_presses: dict[str, datetime] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the cookie says. ``key`` names this one session among those of its person; no secret."""

    person: int
    epoch: int
    began: datetime
    seen: datetime
    key: str


def kept() -> Kept | None:
    """The session of this request; None for a visitor, or when it is not of our form."""
    found: dict[str, Any] = dict(session)
    try:
        began, seen = (datetime.fromtimestamp(found[name], UTC) for name in ("began", "seen"))
        return Kept(found["person"], found["epoch"], began, seen, str(found["key"]))
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def pressed(kept: Kept) -> None:
    """Its person did something now."""
    if len(_presses) >= MOST_PRESSES:
        over = clock.now() - longest_idle()
        for key in [key for key, at in _presses.items() if at < over]:
            del _presses[key]
    _presses[kept.key] = clock.now()


def person_of(kept: Kept | None) -> Person | None:
    """The person, unless the session was idle or open too long, or was ended here or from elsewhere."""
    if kept is None or not _holds(kept) or queries.session_ended(db.session(), kept.key):
        return None
    person = queries.person(db.session(), kept.person)
    return person if person is not None and person.active and person.epoch == kept.epoch else None


def why_over(kept: Kept | None) -> str:
    """The reason of ``gone`` for a session that is over: ``idle`` when its time ran out, else ``signed-out``."""
    return "idle" if kept is not None and not _holds(kept) else "signed-out"


def _holds(kept: Kept) -> bool:
    seen = max(kept.seen, _presses.get(kept.key, kept.seen))
    return rules.session_holds(kept.began, seen, clock.now(), longest_idle())


def longest_idle() -> timedelta:
    """How long a session lives without a press."""
    return timedelta(minutes=current_app.config["SESSION_MINUTES"])
