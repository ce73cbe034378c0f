"""The news of an office that are being sent: what is drawn for them need not ask where the journal ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from deskq.core.db.journal import Entry

_sent: ContextVar[tuple[int, tuple[int, str]] | None] = ContextVar("news that are being sent", default=None)


@contextmanager
def being_sent(office_id: int, last: Entry) -> Iterator[None]:
    """``last``: the newest entry of the news. It is committed."""
    token = _sent.set((office_id, (last.sequence, last.hash)))
    try:
        yield
    finally:
        _sent.reset(token)


def position(office_id: int) -> tuple[int, str] | None:
    """Sequence and hash of the newest entry of the news of this office that are being sent here; None if there are
    none. Another entry may have been committed since, whose news come next."""
    sent = _sent.get()
    return sent[1] if sent is not None and sent[0] == office_id else None
