"""For which times a session may be planned or moved, and until when it may be cancelled. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError

#: Sessions are planned so far ahead at most.
FURTHEST = timedelta(days=366)


class SessionDecided(DomainError):
    slug = "session-decided"
    title = N_("A verdict of this session is recorded. It can no longer be cancelled.")


class SessionHeld(DomainError):
    slug = "session-held"
    title = N_("An owner was heard in this session. It can no longer be cancelled; record “Adjourned” instead.")


class AgendaItem(Protocol):
    """What is recorded about one application of the agenda."""

    @property
    def verdict(self) -> str: ...
    @property
    def defence_at(self) -> datetime | None: ...


def wrong_start(starts_at: datetime, now: datetime) -> str | None:
    """What is wrong with the beginning of a session, as a msgid."""
    if starts_at <= now:
        return N_("This time is over. Please choose a later day or hour.")
    if starts_at > now + FURTHEST:
        return N_("A session can be planned a year ahead at most.")
    return None


def check_may_cancel(starts_at: datetime, agenda: Iterable[AgendaItem]) -> None:
    """Raises if something was decided in the session, or somebody heard. A defence that came before it was only
    handed in."""
    items = list(agenda)
    if any(one.verdict for one in items):
        raise SessionDecided
    if any(one.defence_at is not None and one.defence_at >= starts_at for one in items):
        raise SessionHeld
