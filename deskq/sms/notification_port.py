"""Messages that belong to no ticket. Who has them made says what they tell: a port, for this feature knows no other."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from deskq.sms.models import Notice

#: (session, office, what it is about) → (number in E.164, text), or None when it is not true any more.
Write = Callable[[Session, int, str], tuple[str, str] | None]
#: {first word of what a message is about: who writes it}
_writers: dict[str, Write] = {}


def written_by(write: Write, *kinds: str) -> None:
    """``write`` is asked at the moment of sending, so that neither number nor text is kept here. ``kinds`` are the
    first words of what its messages are about."""
    _writers.update(dict.fromkeys(kinds, write))


def written(session: Session, notice: Notice) -> tuple[str, str] | None:
    write = _writers.get(notice.about.partition(" ")[0])
    return write(session, notice.office_id, notice.about) if write is not None else None
