"""Port: applications at the place of a message, such as the building permit of a parcel. For staff alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.core.ports import Port
from deskq.core.text.names import Name
from deskq.messages.models import Message
from deskq.messages.rules.visibility import Viewer


@dataclass(frozen=True, slots=True)
class PlacePermit:
    """An application at this place. ``how``: by ``number``, ``address`` or ``point``; ``metres`` from the point.
    ``issued``: a permit that was issued. ``seen``: whether the reader may open it."""

    application_id: int
    service: Name
    state: Name
    file_number: str
    parcel_code: str
    opened_at: datetime
    ended_at: datetime | None
    issued: bool
    how: str
    metres: int | None
    seen: bool


FindPermits = Callable[[Session, Viewer, Message], Sequence[PlacePermit]]


def _none(session: Session, viewer: Viewer, message: Message) -> Sequence[PlacePermit]:
    return ()


PORT: Port[FindPermits] = Port("place_permits", _none)


def permits_at(session: Session, viewer: Viewer, message: Message) -> Sequence[PlacePermit]:
    """Those of the place and the numbers of a message, the best match first."""
    return PORT.bound(session, viewer, message)
