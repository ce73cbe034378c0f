"""The queue on the home page (``office/waiting_port.py``)."""

from deskq.access import identity
from deskq.core.extensions import db
from deskq.queue.screens.lobby.queries import lobby_board
from deskq.queue.screens.lobby.types import LobbyBoard


def board() -> LobbyBoard:
    return lobby_board(db.session(), identity.office_id())
