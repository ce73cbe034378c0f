"""Sockets that watch nothing: a line that was opened and says nothing is closed, so that nobody collects them."""

from time import monotonic
from typing import Any

from deskq.core.extensions import socketio
from deskq.live.transport import websocket_transport

PATIENCE = 10.0  # seconds from connecting to the first screen that may be watched
LOOK = 2.0
WATCHES = "deskq.watches"  #: in the environment of a connection, once it watches something


class IdleConnections:
    """Who came when, of those who watch nothing yet."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}

    def keep_clear(self) -> None:
        while True:
            socketio.sleep(LOOK)
            self.clear(monotonic())

    def clear(self, now: float) -> None:
        """Hang up on those who came ``PATIENCE`` seconds ago or more."""
        before, self._since = self._since, {}
        for name, client in self._waiting():
            since = self._since[name] = before.get(name, now)
            if now - since >= PATIENCE:
                websocket_transport.disconnect(client)

    def _waiting(self) -> list[tuple[str, Any]]:
        environ = socketio.server.environ
        return [
            (name, client)
            for name, client in socketio.server.eio.sockets.items()
            if WATCHES not in environ.get(name, {})
        ]
