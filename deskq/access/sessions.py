"""Sessions of people: read from the cookie, checked for each request of a page and again for each open socket."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app, session

from deskq.access import ended_sessions, ports, session_rules
from deskq.core import clock
from deskq.core.extensions import db

MAX_REMEMBERED = 10_000
ACCOUNTS = "accounts"  #: where a session keeps the ``epoch`` of each account in another office
#: {session key: when its person last did something at this process}. A socket's cookie is as old as the socket.
_last_action: dict[str, datetime] = {}


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as stored in its cookie. ``key`` distinguishes it from others of its person; it is no secret.
    ``accounts``: {id: epoch} of the person's accounts in other offices when they signed in."""

    person: int
    epoch: int
    began: datetime
    seen: datetime
    key: str
    accounts: Mapping[int, int] = field(default_factory=dict)


def current() -> StoredSession | None:
    """The session of this request; None for a visitor, or when the cookie has another form."""
    values: dict[str, Any] = dict(session)
    try:
        began, seen = (datetime.fromtimestamp(values[name], UTC) for name in ("began", "seen"))
        accounts = {int(account): epoch for account, epoch in dict(values.get(ACCOUNTS, {})).items()}
        return StoredSession(values["person"], values["epoch"], began, seen, str(values["key"]), accounts)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def remember_action(kept: StoredSession) -> None:
    """Its person did something now: the session is not idle."""
    if len(_last_action) >= MAX_REMEMBERED:
        oldest = clock.now() - longest_idle()
        for key in [key for key, at in _last_action.items() if at < oldest]:
            del _last_action[key]
    _last_action[kept.key] = clock.now()


def person_of(kept: StoredSession | None) -> ports.Person | None:
    """Who signed in, unless the session was idle or open too long, or was ended here or from elsewhere."""
    if kept is None or not _is_valid(kept) or ended_sessions.is_ended(db.session(), kept.key):
        return None
    person = ports.people().person(db.session(), kept.person)
    return person if person is not None and person.active and person.epoch == kept.epoch else None


def account_of(kept: StoredSession | None, office_id: int | None) -> ports.Person | None:
    """The account of who signed in in this office, if this session may use it; else None."""
    found = account_in(person_of(kept), office_id)
    return found if found is not None and may_use(kept, found) else None


def account_in(person: ports.Person | None, office_id: int | None) -> ports.Person | None:
    """The account of who signed in in this office; None without one."""
    if person is None or office_id is None or person.office_id == office_id:
        return person
    found = ports.people().account_in(db.session(), person.id, office_id)
    return found if found is not None and found.active else None


def may_use(kept: StoredSession | None, account: ports.Person) -> bool:
    """Whether the person had this account, with its present role, when they signed in. If not they sign in again: the
    role may need two-step sign-in, which is asked for then."""
    return kept is not None and (account.id == kept.person or kept.accounts.get(account.id) == account.epoch)


def end_reason(kept: StoredSession | None) -> str:
    """The reason that ``gone`` gives for an ended session: ``idle`` when its time ran out, else ``signed-out``."""
    return "idle" if kept is not None and not _is_valid(kept) else "signed-out"


def _is_valid(kept: StoredSession) -> bool:
    seen = max(kept.seen, _last_action.get(kept.key, kept.seen))
    return session_rules.is_valid(kept.began, seen, clock.now(), longest_idle())


def longest_idle() -> timedelta:
    """How long a session is valid without an action."""
    return timedelta(minutes=current_app.config["SESSION_MINUTES"])
