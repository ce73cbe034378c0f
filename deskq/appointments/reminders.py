"""How a visitor is reminded: a port. Whoever can send a message offers itself with ``send_by``; before, nobody is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from deskq.persian import Name

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a message needs; ``phone`` in E.164, ``code`` the six digits for the kiosk, ``language`` fa or en."""

    office_id: int
    appointment_id: int
    phone: str
    language: str
    service: Name
    starts_at: datetime
    code: str


Send = Callable[[Reminder], None]
_send: Send | None = None


def send_by(send: Send | None) -> None:
    """``send`` is called once for each reminder, after it was noted; it must not wait."""
    global _send
    _send = send


def possible() -> bool:
    return _send is not None


def send(reminder: Reminder) -> None:
    """A failure is logged: the appointment stands in any case."""
    if _send is None:
        return
    try:
        _send(reminder)
    except Exception:
        log.exception("a reminder could not be sent")
