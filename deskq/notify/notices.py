"""Messages that belong to no ticket. Who has them made says what they tell: a port, for this feature knows no other."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from deskq.notify.models import Notice

#: (session, office, what it is about) → (number in E.164, text), or None when it is not true any more.
Write = Callable[[Session, int, str], tuple[str, str] | None]
_write: Write | None = None


def written_by(write: Write) -> None:
    """``write`` is asked at the moment of sending, so that neither number nor text is kept here."""
    global _write
    _write = write


def written(session: Session, notice: Notice) -> tuple[str, str] | None:
    return _write(session, notice.office_id, notice.about) if _write is not None else None
