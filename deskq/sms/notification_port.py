"""Port: SMS that belong to no ticket. Other features register how to compose them, for this feature does not know
them."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from deskq.sms.models import Notice

#: (session, office id, about) → (number in E.164, text), or None when it is not true any more.
Writer = Callable[[Session, int, str], tuple[str, str] | None]
#: {first word of ``Notice.about``: its writer}
_writers: dict[str, Writer] = {}


def register(write: Writer, *kinds: str) -> None:
    """``write`` is called at the moment of sending, so that neither number nor text is stored here. ``kinds``: first
    words of ``Notice.about`` that it composes."""
    _writers.update(dict.fromkeys(kinds, write))


def number_and_text(session: Session, notice: Notice) -> tuple[str, str] | None:
    write = _writers.get(notice.about.partition(" ")[0])
    return write(session, notice.office_id, notice.about) if write is not None else None
