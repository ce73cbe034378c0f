"""SMS that belong to no ticket: a port. The feature that has them made writes their text at the moment of sending."""

from collections.abc import Callable, Mapping

from flask import Flask
from sqlalchemy.orm import Session

from deskq.core.ports import Port
from deskq.sms.models import Notice

#: (session, office id, what it is about) → (number in E.164, text), or None when it is not true any more.
Write = Callable[[Session, int, str], tuple[str, str] | None]
#: {first word of what an SMS is about: who writes it}
PORT: Port[Mapping[str, Write]] = Port("notifications", {})


def bind(app: Flask, write: Write, *kinds: str) -> None:
    """Neither number nor text is kept here. ``kinds`` are the first words of what its SMS are about."""
    PORT.bind(app, {**PORT.of(app), **dict.fromkeys(kinds, write)})


def number_and_text(session: Session, notice: Notice) -> tuple[str, str] | None:
    write = PORT.bound.get(notice.about.partition(" ")[0])
    return write(session, notice.office_id, notice.about) if write is not None else None
